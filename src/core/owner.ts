import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** The process that writes a journal, so that others can tell whether it still runs. */
export interface Owner {
  readonly host: string;
  readonly pid: number;
  /** The pid's name space, where the system has them: a container counts its own. */
  readonly space?: string;
  /** When it started, as the system tells it: a pid alone may have passed to another process. */
  readonly start?: string;
}

/** A journal of another machine or container that shares the folder counts as dead when it is this old, in milliseconds. */
const FOREIGN_DEAD_AFTER = 24 * 60 * 60 * 1000;

export function ownerOf(pid = process.pid): Owner {
  const space = orUndefined(() => readlinkSync("/proc/self/ns/pid"));
  const start = orUndefined(() => statOf(pid).start);
  return {
    host: hostname(),
    pid,
    ...(space === undefined ? {} : { space }),
    ...(start === undefined ? {} : { start }),
  };
}

/** True if the process still runs; `silentFor` is the time since its journal last changed, in milliseconds. */
export function isAlive(owner: Owner, silentFor: number): boolean {
  const here = ownerOf();
  if (owner.host !== here.host || owner.space !== here.space) return silentFor < FOREIGN_DEAD_AFTER;
  if (!isRunning(owner.pid)) return false;
  const stat = orUndefined(() => statOf(owner.pid));
  if (stat !== undefined && ENDED.has(stat.state)) return false;
  return stat === undefined || owner.start === undefined || stat.start === owner.start;
}

/** States of a process that has ended but was not waited for (proc(5)), which a container may never do. */
const ENDED = new Set(["Z", "X", "x"]);

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * State and start of the process under a pid: the start is the boot of the machine with a clock tick (proc(5)).
 * @throws without /proc
 */
function statOf(pid: number): { readonly state: string; readonly start: string } {
  const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The name of the program comes second, in brackets, and may hold blanks and brackets itself.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return { state: fields[0] ?? "", start: `${boot}:${fields[19]}` };
}

function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
