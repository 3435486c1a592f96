/**
 * Runs commands one after the other in one process, for tests: each of a project, with an environment, a folder and output of
 * its own.
 * What it saves is the start-up; the command line itself is the real one.
 */
import "../short-lived.js";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** @returns {Promise<typeof import("../../src/cli.ts")>} the command line of a project, loaded once */
async function commandLineOf(root) {
  const { loadCommandLine } = await import(pathToFileURL(join(root, "scripts", "load.js")).href);
  return loadCommandLine();
}

/** Collects what a stream is told to write; where nobody reads it, nothing, as a pipe without a reader takes nothing. */
function capture(stream, isRead = true) {
  const chunks = [];
  stream.fd = undefined; // so that what is printed goes through `write`, even where the stream is a file
  stream.write = (chunk, encoding, done) => {
    if (isRead) chunks.push(Buffer.from(chunk));
    const callback = typeof encoding === "function" ? encoding : done;
    callback?.(isRead ? undefined : Object.assign(new Error("write EPIPE"), { code: "EPIPE" }));
    return isRead;
  };
  return () => Buffer.concat(chunks).toString("utf8");
}

async function run({ id, root, args, env, cwd, isRead }) {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  process.chdir(cwd);
  const { main } = await commandLineOf(root);
  const stdout = capture(process.stdout, isRead);
  const stderr = capture(process.stderr);
  const status = await main(args);
  process.send({ id, status, stdout: stdout(), stderr: stderr() });
}

let last = Promise.resolve();
process.on("message", (command) => {
  last = last.then(() => run(command));
});
process.on("disconnect", () => process.exit());
process.send("ready");
