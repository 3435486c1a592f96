/**
 * Runs commands one after the other in one process, for tests: each of a project, with an environment, a folder and output of
 * its own.
 * What it saves is the start-up; the command line itself is the real one.
 */
import "../short-lived.js";
import { join } from "node:path";
import { Writable } from "node:stream";
import { pathToFileURL } from "node:url";

/** @returns {Promise<typeof import("../../src/cli.ts")>} the command line of a project, loaded once */
async function commandLineOf(root) {
  const { loadCommandLine } = await import(pathToFileURL(join(root, "scripts", "load.js")).href);
  return loadCommandLine();
}

/**
 * Puts a stream of its own in the place of standard output or standard error, and collects what is written to it; where
 * nobody reads it, it fails as a pipe without a reader does.
 */
function capture(name, isRead = true) {
  const chunks = [];
  const write = (chunk, _, done) => {
    if (isRead) chunks.push(chunk);
    done(isRead ? undefined : Object.assign(new Error("write EPIPE"), { code: "EPIPE" }));
  };
  Object.defineProperty(process, name, { value: new Writable({ write }), configurable: true });
  return () => Buffer.concat(chunks).toString("utf8");
}

/** The longest pause of a run, in milliseconds: those before further looks and repeats. */
const LONGEST_PAUSE_MS = 3000;

/** Lets the pauses of a run pass at once: whole hundreds of milliseconds, which no timer of an HTTP client is. */
function hurry() {
  const { setTimeout: usual } = globalThis;
  globalThis.setTimeout = (action, ms = 0, ...rest) =>
    usual(action, ms % 100 === 0 && ms <= LONGEST_PAUSE_MS ? 1 : ms, ...rest);
  return () => {
    globalThis.setTimeout = usual;
  };
}

async function run({ id, root, args, env, cwd, isRead }) {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  process.chdir(cwd);
  const { main } = await commandLineOf(root);
  const stdout = capture("stdout", isRead);
  const stderr = capture("stderr");
  const goOn = hurry();
  const status = await main(args).finally(goOn);
  process.send({ id, status, stdout: stdout(), stderr: stderr() });
}

let last = Promise.resolve();
process.on("message", (command) => {
  last = last.then(() => run(command));
});
process.on("disconnect", () => process.exit());
process.send("ready");
