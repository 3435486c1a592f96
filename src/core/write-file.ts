/** The one way in which a file is written: all of it, on the disk, and in one step; or not at all. */
import { randomBytes } from "node:crypto";
import node from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileTrouble } from "./file-trouble.ts";
import { makeFolder } from "./make-folder.ts";

/** The calls of the file system that writing one file uses, so that tests can make each one fail. */
export type FileMaker = Pick<
  typeof node,
  | "closeSync"
  | "existsSync"
  | "fsyncSync"
  | "mkdirSync"
  | "openSync"
  | "realpathSync"
  | "renameSync"
  | "rmSync"
  | "statSync"
  | "writeSync"
>;

/** Mode of a new file before the umask. */
const MODE = 0o666;

/**
 * Writes a file, and the folders above it: whoever reads it sees the old or the new text, whole. A link stays one, and its
 * target is replaced. @throws SuiteError that names the file, which is as it was then
 */
export function writeFile(path: string, text: string, files: FileMaker = node): void {
  try {
    makeFolder(dirname(path), files);
    const existed = files.existsSync(path);
    const real = existed ? files.realpathSync(path) : path;
    const made = beside(real, newMark(), "new");
    store(made, text, files, existed ? modeOf(real, files) : MODE);
    move(made, real, files);
  } catch (error) {
    throw fileTrouble(path, "written", error);
  }
}

function move(made: string, path: string, files: FileMaker): void {
  try {
    files.renameSync(made, path);
  } catch (error) {
    tidy(made, files);
    throw error;
  }
  syncFolder(dirname(path), files);
}

/** Adds to the end of a file that is there, on the disk when it returns. Throws what the file system says. */
export function appendToFile(path: string, text: string, files: FileMaker = node): void {
  const { O_WRONLY, O_APPEND } = node.constants;
  fill(files.openSync(path, O_WRONLY | O_APPEND), Buffer.from(text), files);
}

/** A mark that tells the temporary files of one write from those of any other. */
export const newMark = (): string => `${process.pid}-${randomBytes(4).toString("hex")}`;

/** The name that a file has while it is made (`new`) or kept (`old`). */
export const beside = (path: string, mark: string, use: "new" | "old"): string =>
  join(dirname(path), `.${basename(path)}.${mark}.${use}`);

export const modeOf = (path: string, files: FileMaker): number => files.statSync(path).mode & 0o777;

/** Makes a file that must not be there yet, whole and on the disk, or leaves none. */
export function store(path: string, text: string, files: FileMaker = node, mode = MODE): void {
  const descriptor = files.openSync(path, "wx", mode);
  try {
    fill(descriptor, Buffer.from(text), files);
  } catch (error) {
    tidy(path, files);
    throw error;
  }
}

/** Writes all bytes: a nearly full disk takes a part and reports success, so the count of written bytes is checked. */
function fill(descriptor: number, bytes: Buffer, files: FileMaker): void {
  try {
    for (let at = 0; at < bytes.length; ) {
      const taken = files.writeSync(descriptor, bytes, at);
      if (taken <= 0) throw Object.assign(new Error("nothing was written"), { code: "ENOSPC" });
      at += taken;
    }
    files.fsyncSync(descriptor);
  } finally {
    files.closeSync(descriptor);
  }
}

/** Brings the names in a folder to the disk, where the system can do that (not on Windows). */
export function syncFolder(folder: string, files: FileMaker = node): void {
  try {
    const descriptor = files.openSync(folder, "r");
    try {
      files.fsyncSync(descriptor);
    } finally {
      files.closeSync(descriptor);
    }
  } catch {
    // The files themselves are on the disk already.
  }
}

/** Removes a file that does no harm if it remains. */
export function tidy(path: string, files: Pick<FileMaker, "rmSync"> = node): void {
  try {
    files.rmSync(path, { force: true });
  } catch {
    // It does no harm.
  }
}
