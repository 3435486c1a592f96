#!/usr/bin/env node
import { loadCommandLine } from "./load.js";

const { main } = await loadCommandLine();
process.exitCode = await main(process.argv.slice(2));
