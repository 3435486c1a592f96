import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root: `openapi/`, `generated/` and `tests/recordings/` lie below it. */
export const ROOT = nearestWith("package.json", dirname(fileURLToPath(import.meta.url)));

/** The nearest folder upwards that holds a file of this name; the code may be bundled, so that its own depth says nothing. */
function nearestWith(name: string, from: string): string {
  for (let folder = from; ; folder = dirname(folder))
    if (existsSync(join(folder, name)) || folder === dirname(folder)) return folder;
}
