import node from "node:fs";
import { dirname } from "node:path";

/** The calls of the file system that making folders uses, so that tests can make each one fail. */
export type FolderMaker = Pick<typeof node, "existsSync" | "mkdirSync" | "statSync">;

/**
 * Makes a folder, and those above it, where they are not there yet. `recursive` of Node.js does the same, but tries for ever
 * where a folder takes no others, such as /proc. Throws what the file system says.
 */
export function makeFolder(path: string, files: FolderMaker = node): void {
  try {
    files.mkdirSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST" && files.existsSync(path) && files.statSync(path).isDirectory()) return;
    const above = dirname(path);
    if (code !== "ENOENT" || files.existsSync(above)) throw error;
    makeFolder(above, files);
    makeFolder(path, files);
  }
}
