import { existsSync } from "node:fs";
import { join } from "node:path";
import { contractPath } from "../../codegen/command.ts";
import type { AddedDocument } from "../../codegen/merge-documents.ts";
import { OVERLAY_FILE, readProject } from "../../core/project.ts";
import { PROJECT_FILE } from "../../core/root.ts";
import { readCurrentDocument } from "../current-document.ts";
import { namesIn } from "./bindings-in.ts";

/** A line for each name that the project binds to a variable and that no field or parameter of its operations has any more. */
export function unfitBindings(root: string, added: readonly AddedDocument[]): string[] {
  const { bindings = {} } = readProject(root);
  if (Object.keys(bindings).length === 0) return [];
  const main = existsSync(join(root, OVERLAY_FILE))
    ? readCurrentDocument(root, contractPath(root))
    : undefined;
  const names = namesIn([...(main ? [main.document] : []), ...added.map(({ document }) => document)]);
  return Object.entries(bindings).flatMap(([name, env]) =>
    names.has(name)
      ? []
      : [
          `${PROJECT_FILE}: bindings: no operation has a field or parameter "${name}", so that ${env} is bound to nothing; correct the name, or take it out`,
        ],
  );
}
