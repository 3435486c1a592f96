import { Document } from "yaml";
import type { KnownOperation } from "./known-operation.ts";

/** The docs of one operation as a file: only what it needs, in the order in which it was published. */
export function sourceText({ id, document: made }: KnownOperation, name: string): string {
  const document = new Document(made, { aliasDuplicateObjects: false, compat: "yaml-1.1" });
  document.commentBefore = [
    " Derived file, do not edit: overlay.yaml beside it says what the docs leave out.",
    ` Made from ${name} by npx contract add ${name} --operation ${id}`,
  ].join("\n");
  return document.toString({ lineWidth: 110 });
}
