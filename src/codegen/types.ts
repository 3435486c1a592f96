import { createRequire } from "node:module";
import type * as OpenapiTypescript from "openapi-typescript";
import { SuiteError } from "../core/errors.ts";
import type { OpenApiDocument } from "./document.ts";
import { visible } from "./literal.ts";
import { PlainNames } from "./plain-names.ts";

// As CommonJS: to import it, Node.js reads all of the compiler an extra time for the names that it exports.
const { astToString, resolveRef, scanDiscriminators, transformSchema } = createRequire(import.meta.url)(
  "openapi-typescript",
) as typeof OpenapiTypescript;

/**
 * The document as TypeScript, by openapi-typescript: a property with a default stays optional in requests, and read-only
 * properties are marked, so that `Writable` leaves them out. Of that package only what turns a document into types is
 * used: its way in follows references to any file and address.
 */
export function emitTypes(document: OpenApiDocument): string {
  try {
    const names = new PlainNames(document.root);
    return visible(names.restore(astToString(transformSchema(names.root as never, contextOf(names.root)))));
  } catch (error) {
    const [reason] = (error as Error).message.split("\n");
    throw new SuiteError(
      `${document.name}: no types can be made of it: ${reason}; capture the docs page again`,
    );
  }
}

/** The context that the package's entry point would have made of its options. */
function contextOf(root: object): Parameters<typeof transformSchema>[1] {
  const silent = true;
  return {
    discriminators: scanDiscriminators(root as never, { silent }),
    defaultNonNullable: false,
    emptyObjectsUnknown: true,
    readWriteMarkers: true,
    injectFooter: [],
    silent,
    resolve: (ref: string) => resolveRef(root as never, ref, { silent }),
  } as unknown as Parameters<typeof transformSchema>[1];
}
