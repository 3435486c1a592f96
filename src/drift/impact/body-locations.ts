/** Locations of bodies in the words of documents and of generated types. */

import { type LocationPattern, locationPattern } from "../../contract/pointers.ts";
import { refName } from "../../contract/schema.ts";
import type { JsonObject } from "../../core/json.ts";
import { escapeToken, isObject, tokensOf, valueAt } from "../../core/json.ts";
import type { FoundChange, Side } from "../change.ts";
import type { OperationModel } from "../operation-model.ts";

/** A location of a body on one side. */
export interface BodyLocation {
  readonly side: Side;
  readonly at: LocationPattern;
  readonly status?: string;
}

/** A pointer into a schema as one into the bodies that it describes: `/properties/a/items` is `/a/-`. */
export function bodyPath(tokens: readonly string[]): LocationPattern {
  const [first, second, ...rest] = tokens;
  if (first === "properties" && second !== undefined)
    return locationPattern(`/${escapeToken(second)}${bodyPath(rest)}`);
  if (first === "items") return locationPattern(`/-${bodyPath(tokens.slice(1))}`);
  if (first === "additionalProperties") return locationPattern(`/*${bodyPath(tokens.slice(1))}`);
  if (first !== undefined && ["allOf", "anyOf", "oneOf"].includes(first)) return bodyPath(rest);
  return locationPattern("");
}

/** The roots of the schemas of an operation's bodies: the component's name, or the pointer of one that has no name. */
export function bodyRoots(
  document: JsonObject,
  { path, method, responses }: OperationModel,
): (BodyLocation & { readonly root: string })[] {
  const operation = valueAt(
    document,
    `/paths/${path.replaceAll("~", "~0").replaceAll("/", "~1")}/${method.toLowerCase()}`,
  );
  const rootOf = (holder: unknown, pointer: string): string | undefined => {
    const media = Object.entries(isObject(holder) && isObject(holder.content) ? holder.content : {})[0];
    const schema = media && valueAt(media[1], "/schema");
    if (!isObject(schema)) return undefined;
    return typeof schema.$ref === "string"
      ? schema.$ref
      : `${pointer}/content/${media?.[0].replaceAll("/", "~1")}/schema`;
  };
  const at = `#/paths/${path.replaceAll("~", "~0").replaceAll("/", "~1")}/${method.toLowerCase()}`;
  const request = rootOf(valueAt(operation, "/requestBody"), `${at}/requestBody`);
  const answered = [...responses.keys()].flatMap((status) => {
    const root = rootOf(valueAt(operation, `/responses/${status}`), `${at}/responses/${status}`);
    return root === undefined ? [] : [{ side: "response" as const, at: locationPattern(""), status, root }];
  });
  return [
    ...(request === undefined ? [] : [{ side: "request" as const, at: locationPattern(""), root: request }]),
    ...answered,
  ];
}

/** The locations of bodies that a pointer into the document describes. */
export function locationsAt(pointer: string, roots: ReturnType<typeof bodyRoots>): BodyLocation[] {
  return roots
    .filter(({ root }) => pointer === root || pointer.startsWith(`${root}/`))
    .map(({ root, ...location }) => ({ ...location, at: bodyPath(tokensOf(pointer.slice(root.length))) }));
}

/** Every location of a change, those where the schema is used again included. */
export function locationsOf({ side, at, status, also = [] }: FoundChange): BodyLocation[] {
  const more = also.map((text) => {
    const [, other, location] = /^(\d{3}) (.*)$/.exec(text) ?? [];
    return { side, at: locationPattern(location ?? text), ...statusOf(other ?? status) };
  });
  return [{ side, at: locationPattern(at), ...statusOf(status) }, ...more];
}

const statusOf = (status: string | undefined) => (status === undefined ? {} : { status });

/** True if a location is another one or inside it. */
export const isWithin = (inner: LocationPattern, outer: LocationPattern): boolean =>
  inner === outer || inner.startsWith(`${outer}/`);

/** The generated type at a location, as TypeScript writes it: `Order["tiers"][number]`. */
export function typeAt(location: BodyLocation, roots: ReturnType<typeof bodyRoots>): string | undefined {
  const found = roots.find(({ side, status }) => side === location.side && status === location.status);
  if (found === undefined || !found.root.startsWith("#/components/schemas/")) return undefined;
  const steps = tokensOf(location.at).map((token) =>
    token === "-" ? "[number]" : token === "*" ? "[string]" : `[${JSON.stringify(token)}]`,
  );
  return `${refName(found.root)}${steps.join("")}`;
}
