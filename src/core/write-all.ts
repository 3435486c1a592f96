/** Several files at once, or none of them: what a command writes belongs together. */
import node from "node:fs";
import { dirname } from "node:path";
import { SuiteError } from "./errors.ts";
import { shown } from "./file-trouble.ts";
import { untilFree, withLock } from "./lock.ts";
import { makeFolder } from "./make-folder.ts";
import { type FileMaker, modeOf, store, syncFolder, tidy } from "./write-file.ts";
import { attempt, type FileGroup, type Step, stepsIn, stepsTo } from "./write-note.ts";

export { type FileGroup, projectFiles, wholeProject } from "./write-note.ts";

/** The new content of a file; undefined removes it. */
export interface Change {
  readonly path: string;
  readonly text: string | undefined;
}

/** The calls of the file system that writing several files uses, so that tests can make each one fail. */
export type FileSystem = FileMaker & Pick<typeof node, "copyFileSync" | "linkSync">;

/**
 * Makes every change, or leaves every file as it was; one process at a time. New content is made beside its file and brought to
 * the disk before the first file is replaced; a failure after that is rolled back, and a process that is killed in between by
 * the next one, which finds the note. @throws SuiteError that names the file
 */
export async function writeAll(
  changes: readonly Change[],
  group: FileGroup,
  files: FileSystem = node,
): Promise<void> {
  if (changes.length === 0) return recover(group, files);
  attempt(group.note, () => makeFolder(dirname(group.note), files));
  await withLock(lockOf(group), () => {
    settle(group, files);
    writeNoted(changes, group, files);
  });
}

function writeNoted(changes: readonly Change[], group: FileGroup, files: FileSystem): void {
  const { steps, note } = attempt(group.folder, () =>
    stepsTo(
      changes.map(({ path }) => path),
      group,
      files,
    ),
  );
  attempt(group.note, () => store(group.note, note, files));
  try {
    for (const [index, step] of steps.entries()) prepare(step, changes[index]?.text, files);
    for (const [index, step] of steps.entries()) replace(step, changes[index]?.text === undefined, files);
    for (const folder of new Set(steps.map(({ path }) => dirname(path)))) syncFolder(folder, files);
    // From here on the new files count; leftovers are only tidied up.
    attempt(group.note, () => files.rmSync(group.note));
  } catch (error) {
    rollBack(steps, files);
    files.rmSync(group.note, { force: true });
    throw error;
  }
  for (const { kept } of steps) tidy(kept, files);
}

const lockOf = ({ note }: FileGroup): string => `${note}.lock`;

/** Does something while no other process writes in a folder, which is whole then. @throws SuiteError while one writes too long */
export const whileNoneWrites = <T>(group: FileGroup, action: () => Promise<T>): Promise<T> =>
  withLock(lockOf(group), () => {
    settle(group, node);
    return action();
  });

/** Puts everything back as it was before a process that was killed while it wrote. @throws SuiteError while one writes */
export async function recover(group: FileGroup, files: FileSystem = node): Promise<void> {
  if (files.existsSync(group.note)) await withLock(lockOf(group), () => settle(group, files));
}

function settle(group: FileGroup, files: FileSystem): void {
  if (!files.existsSync(group.note)) return;
  rollBack(stepsIn(group, files), files);
  files.rmSync(group.note, { force: true });
}

/**
 * For commands that only read: waits for a process that is writing, and puts nothing back after one that was killed.
 * @throws SuiteError that says which command does
 */
export async function expectWhole(group: FileGroup, repairCommand: string): Promise<void> {
  if (!node.existsSync(group.note)) return;
  await untilFree(lockOf(group));
  if (!node.existsSync(group.note)) return;
  // A note that no command has written is reported as such.
  stepsIn(group);
  throw new SuiteError(
    `${shown(group.note)}: a command was stopped while it wrote ${shown(group.folder)}, which may be new in part; run ${repairCommand}, which puts that right, or remove this file to take the files as they are`,
  );
}

function prepare(step: Step, text: string | undefined, files: FileSystem): void {
  const { path, made, kept, existed } = step;
  attempt(path, () => {
    makeFolder(dirname(path), files);
    if (text !== undefined) store(made, text, files, existed ? modeOf(path, files) : undefined);
    if (existed) keep(path, kept, files);
  });
}

/** Keeps a file under a second name, which costs no room on the disk; where the system has no links, a copy serves. */
function keep(path: string, kept: string, files: FileSystem): void {
  try {
    files.linkSync(path, kept);
  } catch {
    files.copyFileSync(path, kept, node.constants.COPYFILE_EXCL);
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

/** True if both are still names of one file, so that nothing has been replaced. */
function isOneFile(path: string, kept: string, files: FileSystem): boolean {
  if (!files.existsSync(path)) return false;
  const [first, second] = [path, kept].map((name) => files.statSync(name, { bigint: true }));
  return first?.ino === second?.ino && first?.dev === second?.dev;
}

/**
 * Removes a file if it exists: on a path that cannot exist (a file in place of a folder, a name too long) removal would
 * fail.
 */
function remove(path: string, files: FileSystem): void {
  if (files.existsSync(path)) files.rmSync(path, { force: true });
}

function isUndone({ path, made, kept, existed }: Step, files: FileSystem): boolean {
  try {
    if (existed && files.existsSync(kept) && !isOneFile(path, kept, files)) files.renameSync(kept, path);
    // A file that did not exist before, and whose new content is no longer beside it, has been put in place.
    if (!existed && !files.existsSync(made)) remove(path, files);
    // POSIX does not rename one name of a file onto another one of the same file, so the second name may remain.
    for (const left of [made, kept]) remove(left, files);
    return true;
  } catch {
    return false;
  }
}
