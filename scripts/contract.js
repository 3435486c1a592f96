#!/usr/bin/env node
import { setFlagsFromString } from "node:v8";
import { loadCommandLine } from "./load.js";

// Garbage of a long run waits until the heap has doubled, not until it is four times as large.
setFlagsFromString("--heap-growing-percent=100");

try {
  const { main } = await loadCommandLine();
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  // Trouble with the project itself, before there is a command.
  if (error?.name !== "SuiteError") throw error;
  const shown = error.message.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (char) =>
    JSON.stringify(char).slice(1, -1),
  );
  process.stderr.write(`contract: ${shown}\n`);
  process.exitCode = 2;
}
