/** Several files at once, or none of them: what a command writes belongs together. */
import node from "node:fs";
import { basename, dirname, join } from "node:path";
import { SuiteError } from "./errors.ts";

/** What a file is to hold; undefined removes it. */
export interface Change {
  readonly path: string;
  readonly text: string | undefined;
}

/** What is asked of the file system, so that tests can make it fail at each step. */
export type FileSystem = Pick<
  typeof node,
  | "copyFileSync"
  | "existsSync"
  | "fsyncSync"
  | "linkSync"
  | "mkdirSync"
  | "openSync"
  | "closeSync"
  | "readFileSync"
  | "realpathSync"
  | "renameSync"
  | "rmSync"
  | "statSync"
  | "writeSync"
>;

/** One file's way from old to new: `made` holds what is to be, `kept` what was. */
interface Step {
  readonly path: string;
  readonly made: string;
  readonly kept: string;
  readonly existed: boolean;
}

/**
 * Makes every change, or leaves every file as it was. New content is made beside its file and brought to the disk before
 * the first file is replaced; a failure after that is rolled back, and a process that is killed in between by the next
 * one, which finds the journal. @throws SuiteError that names the file
 */
export function writeAll(changes: readonly Change[], journal: string, files: FileSystem = node): void {
  recover(journal, files);
  if (changes.length === 0) return;
  const steps = changes.map(({ path }) => stepFor(path, files));
  begin(journal, steps, files);
  try {
    for (const [index, step] of steps.entries()) prepare(step, changes[index]?.text, files);
    for (const [index, step] of steps.entries()) replace(step, changes[index]?.text === undefined, files);
    // From here on the new files stand; what is left over is only tidied up.
    attempt(journal, () => files.rmSync(journal));
  } catch (error) {
    rollBack(steps, files);
    files.rmSync(journal, { force: true });
    throw error;
  }
  for (const { kept } of steps) tidy(kept, files);
}

/** Puts everything back as it was before a process that was killed while it wrote. @throws SuiteError while one writes */
export function recover(journal: string, files: FileSystem = node): void {
  if (!files.existsSync(journal)) return;
  const { pid, steps } = readJournal(journal, files);
  if (pid !== process.pid && isAlive(pid))
    throw new SuiteError(
      `${journal}: process ${pid} is writing these files; wait until it has ended, or remove this file if it is something else`,
    );
  rollBack(steps, files);
  files.rmSync(journal, { force: true });
}

/** A link's target is replaced, not the link. */
function stepFor(path: string, files: FileSystem): Step {
  const existed = files.existsSync(path);
  const real = existed ? attempt(path, () => files.realpathSync(path)) : path;
  const beside = (use: string) => join(dirname(real), `.${basename(real)}.${process.pid}.${use}`);
  return { path: real, made: beside("new"), kept: beside("old"), existed };
}

function begin(journal: string, steps: readonly Step[], files: FileSystem): void {
  attempt(journal, () => {
    files.mkdirSync(dirname(journal), { recursive: true });
    store(journal, JSON.stringify({ pid: process.pid, steps }), files);
  });
}

function prepare(step: Step, text: string | undefined, files: FileSystem): void {
  const { path, made, kept, existed } = step;
  attempt(path, () => {
    files.mkdirSync(dirname(path), { recursive: true });
    if (text !== undefined) store(made, text, files, existed ? files.statSync(path).mode & 0o777 : undefined);
    if (existed) keep(path, kept, files);
  });
}

/** A second name costs no room on the disk; where there is none, a copy serves. */
function keep(path: string, kept: string, files: FileSystem): void {
  try {
    files.linkSync(path, kept);
  } catch {
    files.copyFileSync(path, kept);
  }
}

function replace({ path, made }: Step, isRemoved: boolean, files: FileSystem): void {
  attempt(path, () => (isRemoved ? files.rmSync(path, { force: true }) : files.renameSync(made, path)));
}

/** Undoes what has been done of each step, from the last to the first; a step that was not begun is left alone. */
function rollBack(steps: readonly Step[], files: FileSystem): void {
  const lost = steps.toReversed().filter((step) => !isUndone(step, files));
  const [first] = lost;
  if (first === undefined) return;
  throw new SuiteError(
    `${first.path}: cannot be put back as it was, it stands in ${first.kept}; allow it, and run the command again, which puts ${lost.length} of ${steps.length} files back`,
  );
}

/** Whether both are names of one file still, so that nothing has been replaced. */
function isOneFile(path: string, kept: string, files: FileSystem): boolean {
  if (!files.existsSync(path)) return false;
  const [one, other] = [path, kept].map((name) => files.statSync(name, { bigint: true }));
  return one?.ino === other?.ino && one?.dev === other?.dev;
}

function tidy(path: string, files: FileSystem): void {
  try {
    files.rmSync(path, { force: true });
  } catch {
    // It is in nobody's way.
  }
}

/** Where a folder's place is taken, or a name is too long, there is nothing to remove, and asking for it would fail. */
function remove(path: string, files: FileSystem): void {
  if (files.existsSync(path)) files.rmSync(path, { force: true });
}

function isUndone({ path, made, kept, existed }: Step, files: FileSystem): boolean {
  try {
    if (existed && files.existsSync(kept) && !isOneFile(path, kept, files)) files.renameSync(kept, path);
    // Without its new content beside it, a file that was not there before has been put in place.
    if (!existed && !files.existsSync(made)) remove(path, files);
    // Two names of one file are not renamed into one (POSIX), so the second name may still be there.
    for (const left of [made, kept]) remove(left, files);
    return true;
  } catch {
    return false;
  }
}

/** Makes a file that must not be there yet, whole and on the disk, or leaves none. */
function store(path: string, text: string, files: FileSystem, mode = 0o666): void {
  const descriptor = files.openSync(path, "wx", mode);
  try {
    fill(descriptor, Buffer.from(text), files);
  } catch (error) {
    tidy(path, files);
    throw error;
  }
}

function fill(descriptor: number, bytes: Buffer, files: FileSystem): void {
  try {
    for (let at = 0; at < bytes.length; ) at += files.writeSync(descriptor, bytes, at);
    files.fsyncSync(descriptor);
  } finally {
    files.closeSync(descriptor);
  }
}

function readJournal(journal: string, files: FileSystem): { pid: number; steps: readonly Step[] } {
  try {
    return JSON.parse(files.readFileSync(journal, "utf8")) as { pid: number; steps: Step[] };
  } catch {
    // It was killed before the journal was whole, and so before anything else was touched.
    return { pid: 0, steps: [] };
  }
}

function isAlive(pid: number): boolean {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function attempt<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new SuiteError(
      `${path}: cannot be written (${code ?? message}); no file was changed: make room or allow it, and run the command again`,
    );
  }
}
