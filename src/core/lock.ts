/** A file that only one process may have at a time, so that two do not write over each other. */
import { lstatSync, rmSync, statSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { SuiteError } from "./errors.ts";
import { fileTrouble, shown } from "./file-trouble.ts";
import { isObject, parsed } from "./json.ts";
import { isAlive, type Owner, ownerOf } from "./owner.ts";
import { readRegularFile } from "./regular-file.ts";
import { store, tidy } from "./write-file.ts";

/** Longest wait for another process, which needs a moment to write a few files; in milliseconds. */
const LONGEST_WAIT_MS = 10_000;
const PAUSE_MS = 20;

/** Age up to which a lock without its holder's name counts as one that is being made, in milliseconds. */
const UNNAMED_UNTIL_MS = 5_000;

export interface LockOptions {
  readonly longestWaitMs?: number;
}

/**
 * Does something while no other process holds the lock; waits for one that does, and takes the lock of one that has died.
 * @throws SuiteError where the lock cannot be made, or its holder takes too long
 */
export async function withLock<T>(
  lock: string,
  action: () => T | Promise<T>,
  { longestWaitMs = LONGEST_WAIT_MS }: LockOptions = {},
): Promise<T> {
  const until = Date.now() + longestWaitMs;
  while (!take(lock)) {
    await removeDead(lock, longestWaitMs);
    await expectFree(lock, until);
  }
  try {
    return await action();
  } finally {
    tidy(lock);
  }
}

/** Waits until nobody who lives holds the lock, or no longer than that. */
export async function untilFree(lock: string, longestWaitMs = LONGEST_WAIT_MS): Promise<void> {
  const until = Date.now() + longestWaitMs;
  while (holderOf(lock)?.isAlive && Date.now() < until) await pause(PAUSE_MS);
}

function take(lock: string): boolean {
  try {
    store(lock, JSON.stringify(ownerOf()));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw fileTrouble(lock, "written", error);
  }
}

async function expectFree(lock: string, until: number): Promise<void> {
  const holder = holderOf(lock);
  if (holder === undefined) return;
  if (Date.now() >= until)
    throw new SuiteError(
      `${shown(lock)}: ${holder.name} is writing there; wait until it has ended, or remove this file if no command runs`,
    );
  await pause(PAUSE_MS);
}

/**
 * Removes the lock of a holder that has died. That takes a lock as well, and a second look under it: of two that saw the
 * same dead holder, the slower one would else remove the lock that the faster one has by then.
 */
async function removeDead(lock: string, longestWaitMs: number): Promise<void> {
  if (holderOf(lock)?.isAlive !== false) return;
  const remove = (): void => {
    if (holderOf(lock)?.isAlive === false) rmSync(lock, { force: true });
  };
  await withLock(`${lock}.dead`, remove, { longestWaitMs });
}

interface Holder {
  readonly name: string;
  readonly isAlive: boolean;
}

/**
 * The process that holds a lock; undefined where none does.
 * @throws SuiteError where something else is in its place
 */
function holderOf(lock: string): Holder | undefined {
  try {
    const owner = ownerIn(readRegularFile(lock));
    const age = Math.abs(Date.now() - statSync(lock).mtimeMs);
    return owner
      ? { name: `process ${owner.pid}`, isAlive: isAlive(owner, age) }
      : { name: "another process", isAlive: age < UNNAMED_UNTIL_MS };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw fileTrouble(lock, "read", error);
    refuseLostLink(lock);
    return undefined;
  }
}

/** A link that leads nowhere has no holder, and yet no lock can be made in its place. */
function refuseLostLink(lock: string): void {
  if (lstatSync(lock, { throwIfNoEntry: false })?.isSymbolicLink())
    throw new SuiteError(`${shown(lock)}: a link stands here that leads nowhere; remove it`);
}

function ownerIn(text: string): Owner | undefined {
  const value = parsed(text);
  const isOwner = isObject(value) && typeof value.pid === "number" && typeof value.host === "string";
  return isOwner ? (value as unknown as Owner) : undefined;
}
