import { isObject, type Json, type JsonObject } from "../../core/json.ts";
import { successSchema } from "./answer-shapes.ts";
import { followed, type KnownOperation, propertiesOf } from "./known-operation.ts";

/** Names by which APIs ask for pages, in lower case and without what joins words. */
const SIZES = ["limit", "pagesize", "perpage", "size", "pagelimit", "maxresults", "count", "take", "top"];
const NUMBERS = ["page", "pagenumber", "pageno", "pageindex"];
const OFFSETS = ["offset", "skip", "start", "startindex", "startat"];
const CURSORS = [
  "cursor",
  "pagetoken",
  "nexttoken",
  "after",
  "startingafter",
  "continuationtoken",
  "nextcursor",
  "startafter",
];

/** Names under which answers hold the cursor of the next page, or its address. */
const NEXT_CURSORS = [
  "nextcursor",
  "nextpagetoken",
  "nexttoken",
  "endcursor",
  "cursor",
  "next",
  "continuationtoken",
  "after",
];
const NEXT_ADDRESSES = ["next", "nextpageurl", "nexturl", "nextlink", "nexthref"];

const bare = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, "");

/** The way in which an operation lists in pages, as names in its docs suggest; undefined where they suggest none. */
export function pagesOf(own: KnownOperation): JsonObject | undefined {
  const { operation, document } = own;
  const parameters = (Array.isArray(operation.parameters) ? operation.parameters : []).flatMap((one) =>
    isObject(one) && one.in === "query" && typeof one.name === "string" ? [one.name] : [],
  );
  const named = (names: readonly string[]): string | undefined =>
    names.flatMap((name) => parameters.find((parameter) => bare(parameter) === name) ?? [])[0];
  const cursor = named(CURSORS);
  const texts = [...textsIn(successSchema(operation), document)];
  const leading = (names: readonly string[]): string | undefined =>
    names.flatMap((name) => texts.find(([known]) => bare(known) === name)?.[1] ?? [])[0];
  const size = named(SIZES);
  const sized = size === undefined ? {} : { size };
  const [page, offset] = [named(NUMBERS), named(OFFSETS)];
  const next = cursor === undefined ? undefined : leading(NEXT_CURSORS);
  if (cursor !== undefined && next !== undefined) return { ...sized, cursor, next };
  if (offset !== undefined) return { ...sized, offset };
  if (page !== undefined) return { ...sized, page };
  const address = leading(NEXT_ADDRESSES);
  return address === undefined ? undefined : { ...sized, next: address };
}

/** True where one of these names asks for a page. */
export const asksForPage = (names: readonly string[]): boolean =>
  names.some((name) => [SIZES, NUMBERS, OFFSETS, CURSORS].some((known) => known.includes(bare(name))));

/** The texts and numbers at the top of an answer, and in the objects there: name and JSON pointer of each. */
function* textsIn(
  schema: Json | undefined,
  document: JsonObject,
  at = "",
): Iterable<readonly [name: string, pointer: string]> {
  for (const [name, property] of Object.entries(propertiesOf(schema, document))) {
    const found = followed(property, document);
    const types = isObject(found) ? [found.type].flat() : [];
    if (types.some((type) => type === "string" || type === "integer" || type === "number"))
      yield [name, `${at}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`];
    else if (at === "" && !types.includes("array")) yield* textsIn(property, document, `/${name}`);
  }
}
