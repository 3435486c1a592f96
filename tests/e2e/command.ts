/** The command line as a user meets it: in a folder of its own, with a bare environment, in the project that tests stand on. */
import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished } from "vitest";
import { ROOT } from "../../src/core/root.ts";
import { PROJECT } from "../fixtures/project.ts";

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Options {
  readonly env?: { readonly [name: string]: string };
  readonly cwd?: string;
  /** The project whose command it is; that of the fixtures unless given. */
  readonly root?: string;
  /** False where the reader of standard output has gone; for `contract` alone. */
  readonly isRead?: boolean;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** The first match in what has been printed on standard output so far, waited for. */
  seen(pattern: RegExp): Promise<RegExpExecArray>;
}

const DEVELOPERS_OWN =
  /^(HIGHLEVEL|CONTRACT|npm)_|^(FORCE_COLOR|NO_COLOR|NODE_OPTIONS|VITEST.*|NODE_ENV|TEST|GITHUB_ACTIONS)$/i;

/** The environment of the tests without what would change an outcome. */
export function bareEnv(): { [name: string]: string } {
  const own = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !DEVELOPERS_OWN.test(entry[0]),
  );
  return Object.fromEntries(own);
}

/** Starts a program; whatever it prints, a stack trace in it fails the test. */
export function start(program: string, args: readonly string[], { env = {}, cwd }: Options = {}): Started {
  const child = spawn(program, args, {
    cwd: cwd ?? tmpdir(),
    env: { ...bareEnv(), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const printed = { stdout: "", stderr: "" };
  const listeners = new Set<() => void>();
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      printed[name] += text;
      for (const listener of listeners) listener();
    });
  }
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, ...printed }));
  }).then((result) => {
    expect(result.stdout, "a stack trace on standard output").not.toMatch(STACK_TRACE);
    expect(result.stderr, "a stack trace on standard error").not.toMatch(STACK_TRACE);
    return result;
  });
  const seen = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const match = pattern.exec(printed.stdout);
        if (match) resolve(match);
      };
      listeners.add(look);
      look();
      child.on("close", () => reject(new Error(`ended before it printed ${pattern}: ${printed.stderr}`)));
    });
  return { child, ended, seen };
}

const STACK_TRACE = /^\s+at .*(:\d+:\d+\)?|\(<anonymous>\)|\(native\))$/m;

export const startContract = (args: readonly string[], options: Options = {}): Started =>
  start(
    process.execPath,
    ["--import", SHORT_LIVED, join(options.root ?? PROJECT, "scripts", "contract.js"), ...args],
    options,
  );

/** What a process loads first that is to end soon. */
export const SHORT_LIVED = pathToFileURL(join(ROOT, "tests", "short-lived.js")).href;

/**
 * Runs the command to its end, in a process that is started once and lets its pauses pass at once. A stack trace in what it prints fails the test.
 */
export async function contract(args: readonly string[], options: Options = {}): Promise<Ended> {
  host ??= startHost();
  const result = await (await host)(args, options);
  expect(result.stdout, "a stack trace on standard output").not.toMatch(STACK_TRACE);
  expect(result.stderr, "a stack trace on standard error").not.toMatch(STACK_TRACE);
  return result;
}

type Run = (args: readonly string[], options: Options) => Promise<Ended>;

let host: Promise<Run> | undefined;

async function startHost(): Promise<Run> {
  const child = fork(join(import.meta.dirname, "command-host.js"), [], {
    env: bareEnv(),
    execArgv: ["--max-semi-space-size=64", "--single-threaded-gc"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  await once(child, "message");
  child.unref();
  child.channel?.unref();
  const waiting = new Map<number, (ended: Ended) => void>();
  child.on("message", ({ id, ...ended }: Ended & { id: number }) => {
    waiting.get(id)?.(ended);
    waiting.delete(id);
  });
  let next = 0;
  return (args, { env = {}, cwd = tmpdir(), root = PROJECT, isRead = true }) =>
    new Promise((resolve) => {
      const id = next++;
      waiting.set(id, resolve);
      child.send({ id, root, args, env: { ...bareEnv(), ...env }, cwd, isRead });
    });
}

/** An empty folder that goes when the test ends. */
export async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "contract-e2e-"));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}
