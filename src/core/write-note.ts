/** The note of a write of several files, by which the next command puts right what a killed one left behind. */
import node from "node:fs";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import { SuiteError } from "./errors.ts";
import { adviceOn, fileTrouble, nameOfTrouble, shown } from "./file-trouble.ts";
import { isObject, parsed } from "./json.ts";
import { readRegularFile } from "./regular-file.ts";
import { beside, type FileMaker, newMark } from "./write-file.ts";

/** Files that belong together: the folder that holds them all, and the note of a write in progress. */
export interface FileGroup {
  readonly folder: string;
  readonly note: string;
}

/** A folder of the project with its note beside it: `openapi` or `generated`. */
export const projectFiles = (root: string, folder: string): FileGroup => ({
  folder: join(root, folder),
  note: join(root, `${folder}.writing.json`),
});

/** The whole project, for a command that writes in several of its folders. */
export const wholeProject = (root: string): FileGroup => ({
  folder: root,
  note: join(root, "update.writing.json"),
});

/** One file's change: `made` is the temporary file with the new content, `kept` the one with the old content. */
export interface Step {
  readonly path: string;
  readonly made: string;
  readonly kept: string;
  readonly existed: boolean;
}

const FORMAT = "contract-writing/1";
const MARK = /^\d+-[\da-f]{8}$/;

/**
 * The steps that change the files at these paths.
 * @throws SuiteError for one outside of the folder
 */
export function stepsTo(
  paths: readonly string[],
  group: FileGroup,
  files: FileMaker,
): { readonly steps: readonly Step[]; readonly note: string } {
  const folder = realPathOf(group.folder, files);
  const mark = newMark();
  const noted = paths.map((path) => {
    const name = nameIn(folder, group, path, files);
    return { name, existed: files.existsSync(join(folder, name)) };
  });
  return {
    steps: noted.map(({ name, existed }) => step(join(folder, name), mark, existed)),
    note: JSON.stringify({ format: FORMAT, mark, files: noted }),
  };
}

const step = (path: string, mark: string, existed: boolean): Step => ({
  path,
  made: beside(path, mark, "new"),
  kept: beside(path, mark, "old"),
  existed,
});

/** Does one step of a write. @throws SuiteError that names the file where it fails */
export function attempt<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof SuiteError) throw error;
    throw new SuiteError(
      `${shown(path)}: cannot be written (${nameOfTrouble(error)}); no file was changed: ${adviceOn(error)}, and run the command again`,
    );
  }
}

/** The name of a file below the folder; of a link, that of the file that it leads to. */
function nameIn(folder: string, group: FileGroup, path: string, files: FileMaker): string {
  const name = relative(
    folder,
    attempt(path, () => realPathOf(path, files)),
  );
  if (isInside(name)) return name.split(sep).join("/");
  throw new SuiteError(
    `${shown(path)}: this link leads out of ${shown(group.folder)}, where no file is written; put a file in its place`,
  );
}

const isInside = (name: string): boolean => name !== "" && !isAbsolute(name) && name.split(sep)[0] !== "..";

/** The real path behind a path, including a last part that does not exist yet. */
function realPathOf(path: string, files: FileMaker): string {
  try {
    return files.realpathSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" && dirname(path) !== path)
      return join(realPathOf(dirname(path), files), path.slice(dirname(path).length));
    throw error;
  }
}

/**
 * The steps that a note lists; none where the note was cut off. Whoever hands over a folder can put a note into it, so
 * only names inside the folder count.
 * @throws SuiteError for a note that no command has written
 */
export function stepsIn(group: FileGroup, files: FileMaker = node): readonly Step[] {
  const text = textOf(group);
  const note = parsed(text);
  // It was cut off, and so no other file had been touched.
  if (note === undefined) return [];
  const wrong = (why: string): SuiteError =>
    new SuiteError(`${shown(group.note)}: ${why}, so no command here has written it; remove this file`);
  if (!isObject(note) || note.format !== FORMAT || !Array.isArray(note.files))
    throw wrong(`expected a note in the format ${FORMAT}`);
  const { mark } = note;
  if (typeof mark !== "string" || !MARK.test(mark)) throw wrong("its mark is none");
  const folder = realPathOf(group.folder, files);
  return note.files.map((file) => {
    const { name, existed } = isObject(file) ? file : {};
    if (typeof name !== "string" || typeof existed !== "boolean") throw wrong("it holds what is no file");
    if (!isOwnName(name) || realPathOf(dirname(join(folder, name)), files) !== dirname(join(folder, name)))
      throw wrong(`it names ${JSON.stringify(name)}, which is not inside ${shown(group.folder)}`);
    return step(join(folder, name), mark, existed);
  });
}

/** A relative path that leads down alone. */
const isOwnName = (name: string): boolean =>
  /^[^\\:\0]+$/.test(name) && name.split("/").every((part) => !/^\.{0,2}$/.test(part));

function textOf({ note }: FileGroup): string {
  try {
    return readRegularFile(note);
  } catch (error) {
    if (nameOfTrouble(error) === "ENOENT") return "";
    throw fileTrouble(note, "read", error);
  }
}
