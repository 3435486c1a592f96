import { Document } from "yaml";
import type { JsonObject } from "../core/json.ts";

/** A document as YAML, with a header that says where it comes from and how to make it again. */
export function documentText(made: JsonObject, sourceName: string, overlayName: string): string {
  const document = new Document(made, {
    aliasDuplicateObjects: false,
    // Quotes what YAML 1.1 readers would take for a date or a boolean.
    compat: "yaml-1.1",
  });
  document.commentBefore = [
    " Derived file, do not edit: a change here is lost.",
    ` Made from ${sourceName} and ${overlayName} by`,
    `   npx contract capture ${sourceName}`,
  ].join("\n");
  return document.toString({ lineWidth: 110 });
}
