#!/usr/bin/env node
import { loadCommandLine } from "./load.js";

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
