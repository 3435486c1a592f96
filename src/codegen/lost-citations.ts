import { SuiteError } from "../core/errors.ts";
import type { OpenApiDocument } from "./document.ts";

/** The keyword of a document for the rules whose sentences the docs no longer have. */
export const LOST_CITATIONS = "x-lost-citations";

/** The document's lost citations: ids of rules whose sentences the docs no longer have. @throws SuiteError for no list of texts */
export function readLostCitations({ root, name }: OpenApiDocument): string[] {
  const given = root[LOST_CITATIONS] ?? [];
  if (Array.isArray(given) && given.every((id) => typeof id === "string")) return given;
  throw new SuiteError(
    `${name}#/${LOST_CITATIONS}: expected a list of the ids of rules; capture the docs again`,
  );
}
