import openapiTS, { astToString } from "openapi-typescript";
import type { OpenApiDocument } from "./document.ts";

/**
 * The document as TypeScript, by openapi-typescript: a property with a default stays optional in requests, and read-only
 * properties are marked, so that `Writable` leaves them out.
 */
export async function emitTypes(document: OpenApiDocument): Promise<string> {
  const nodes = await openapiTS(structuredClone(document.root) as never, {
    defaultNonNullable: false,
    readWriteMarkers: true,
    silent: true,
  });
  return astToString(nodes);
}
