import { Document } from "yaml";
import type { JsonObject } from "../core/json.ts";
import { applyOverlay } from "./overlay/overlay.ts";
import { readOverlay } from "./overlay/read-overlay.ts";
import { readSource } from "./source/read-source.ts";

/** The two texts a document is made of, each with the name that messages and the header give it. */
export interface CaptureInput {
  readonly page: string;
  readonly pageName: string;
  readonly overlay: string;
  readonly overlayName: string;
}

/** Makes the OpenAPI 3.1 document of a source and its overlay, as YAML; throws `CaptureError`. */
export async function capture(input: CaptureInput): Promise<string> {
  const overlay = readOverlay(input.overlayName, input.overlay);
  const { document } = await readSource({
    text: input.page,
    name: input.pageName,
    successStatus: overlay.successStatus,
  });
  return documentText(applyOverlay(document, overlay), input.pageName, input.overlayName);
}

/** A document as YAML, with a header that says where it comes from and how to make it again. */
export function documentText(made: JsonObject, pageName: string, overlayName: string): string {
  const document = new Document(made, {
    aliasDuplicateObjects: false,
    // Quotes what YAML 1.1 readers would take for a date or a boolean.
    compat: "yaml-1.1",
  });
  document.commentBefore = [
    " Derived file, do not edit: a change here is lost.",
    ` Made from ${pageName} and ${overlayName} by`,
    `   npx contract capture ${pageName}`,
  ].join("\n");
  return document.toString({ lineWidth: 110 });
}
