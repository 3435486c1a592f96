/**
 * Runs commands of a project one after the other, each given as JSON in an argument, and prints the status of each; then there
 * is nothing left to do. Where a command leaves something open, this process does not end.
 */
import "../short-lived.js";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [, , root, ...commands] = process.argv;
const { loadCommandLine } = await import(pathToFileURL(join(root, "scripts", "load.js")).href);
const { main } = await loadCommandLine();
for (const args of commands) {
  const status = await main(JSON.parse(args));
  process.stdout.write(`${status}\n`);
}
