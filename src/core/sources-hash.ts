import { createHash } from "node:crypto";
import { join } from "node:path";
import { addedOperations, OPERATIONS_DIR, readProject } from "./project.ts";
import { readText, readTextIfThere } from "./read-text.ts";
import { PROJECT_FILE } from "./root.ts";

/** A file that is about to be written, from the project's root; undefined for one that goes. */
export interface Pending {
  readonly path: string;
  readonly text: string | undefined;
}

/**
 * The hash of all that a contract is made of: its document, source and overlay of each operation that was added, and what its
 * operations share. A project with a document alone has the document's own hash.
 * @param text the document's, where it is not that of the file
 * @param pending files that are about to be written
 */
export function sourcesHash(
  root: string,
  document: string,
  text?: string,
  pending: readonly Pending[] = [],
): string {
  const texts = new Map(pending.map((change) => [change.path, change.text]));
  const textOf = (path: string): string | undefined =>
    texts.has(path) ? texts.get(path) : readTextIfThere(join(root, path), path);
  const hash = createHash("sha256").update(
    text ?? textOf(document) ?? readText(join(root, document), document),
  );
  const added = pending.flatMap(({ path }) => /^openapi\/operations\/([^/]+)\//.exec(path)?.[1] ?? []);
  for (const id of [...new Set([...addedOperations(root), ...added])].sort())
    for (const name of ["source.yaml", "overlay.yaml"]) {
      const path = `${OPERATIONS_DIR}/${id}/${name}`;
      const own = textOf(path);
      if (own !== undefined) hash.update(`\0${path}\0`).update(own);
    }
  const { shared } = readProject(root);
  if (Object.keys(shared).length > 0) hash.update(`\0${PROJECT_FILE}\0`).update(JSON.stringify(shared));
  return hash.digest("hex");
}
