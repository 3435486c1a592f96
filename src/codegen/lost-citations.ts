import { SuiteError } from "../core/errors.ts";
import type { OpenApiDocument } from "./document.ts";

/** The document's `x-lost-citations`: ids of rules whose sentences the docs no longer have. @throws SuiteError for no list of texts */
export function readLostCitations({ root, name }: OpenApiDocument): string[] {
  const given = root["x-lost-citations"] ?? [];
  if (Array.isArray(given) && given.every((id) => typeof id === "string")) return given;
  throw new SuiteError(
    `${name}#/x-lost-citations: expected a list of the ids of rules; capture the docs again`,
  );
}
