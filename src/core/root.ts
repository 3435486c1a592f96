import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's own settings, from its root: the file by which a project is known. */
export const PROJECT_FILE = "openapi/project.yaml";

/** The package's own folder, of which nothing is changed; the code may be bundled, so that its own depth says nothing. */
export const PACKAGE =
  nearestWith("package.json", dirname(fileURLToPath(import.meta.url))) ?? dirname(import.meta.dirname);

/**
 * The project's folder, in which all that is read and kept lies: `openapi/`, `generated/`, `tests/recordings/` and
 * `.cache/`. A process works on one project: the one that `CONTRACT_ROOT` names, or the nearest upwards from the working
 * directory; where there is none, a checkout of the package works on its own.
 */
export const ROOT = projectFolder(process.env.CONTRACT_ROOT, process.cwd(), PACKAGE);

/** The folder of the project that a process works on; the working directory where there is no project. */
export function projectFolder(given: string | undefined, directory: string, own: string): string {
  if (given) return resolve(directory, given);
  const nearest = nearestWith(PROJECT_FILE, directory);
  return nearest ?? (existsSync(join(own, "openapi")) ? own : directory);
}

/** The nearest folder upwards that holds a file of this name; undefined where none does. */
export function nearestWith(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, name))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}
