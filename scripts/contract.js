#!/usr/bin/env node
import { loadCommandLine } from "./load.js";

try {
  const { main } = await loadCommandLine();
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  // Trouble with the project itself, before there is a command.
  if (error?.name !== "SuiteError") throw error;
  process.stderr.write(`contract: ${error.message}\n`);
  process.exitCode = 2;
}
