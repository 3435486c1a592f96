import { Document } from "yaml";
import { buildDocument } from "./build-document.ts";
import { applyOverlay } from "./overlay.ts";
import { readOverlay } from "./read-overlay.ts";
import { readPage } from "./read-page.ts";

/** The two texts a document is made of, each with the name that messages and the header give it. */
export interface CaptureInput {
  readonly page: string;
  readonly pageName: string;
  readonly overlay: string;
  readonly overlayName: string;
}

/** Makes the OpenAPI 3.1 document of a docs page and its overlay, as YAML; throws `CaptureError`. */
export function capture(input: CaptureInput): string {
  const page = readPage(input.pageName, input.page);
  const overlay = readOverlay(input.overlayName, input.overlay);
  const document = new Document(applyOverlay(buildDocument(page, overlay.successStatus), overlay), {
    aliasDuplicateObjects: false,
    // Quotes what YAML 1.1 readers would take for a date or a boolean.
    compat: "yaml-1.1",
  });
  document.commentBefore = [
    " Derived file, do not edit: a change here is lost.",
    ` Made from ${input.pageName} and ${input.overlayName} by`,
    `   npx contract capture ${input.pageName}`,
  ].join("\n");
  return document.toString({ lineWidth: 110 });
}
