import { isObject, type Json } from "../../core/json.ts";
import { answeredId, itemsIn } from "./answer-shapes.ts";
import { followed, type KnownOperation, propertiesOf } from "./known-operation.ts";
import { asksForPage } from "./list-pages.ts";
import { type Proposal, targetOf } from "./precondition.ts";
import { bodyOf, parametersOf } from "./request-parts.ts";

/**
 * The mark of an operation that sends a body and yet makes nothing: it asks for a page and is answered a list, what it sends holds
 * no list of things, and no operation is about one thing below its path.
 */
export function safe(own: KnownOperation, all: readonly KnownOperation[]): Proposal[] {
  const lists = own.method === "post" && answeredId(own) === undefined ? itemsIn(own) : undefined;
  if (lists === undefined) return [];
  const sent = propertiesOf(bodyOf(own), own.document);
  const query = parametersOf(own).flatMap(({ name, place }) => (place === "query" ? [name] : []));
  const isAbove = all.some(({ path }) => path.startsWith(`${own.path.replace(/\/$/, "")}/{`));
  const makesSeveral = Object.values(sent).some((schema) => isListOfThings(schema, own));
  if (isAbove || makesSeveral || !asksForPage([...Object.keys(sent), ...query])) return [];
  const reason = `${own.id} asks for a page and is answered a list at ${lists.items || "its top"}, so that it makes nothing`;
  return [{ target: targetOf(own), reason, update: { "x-safe": true } }];
}

/** True for a list of objects with more members than a filter has. */
function isListOfThings(schema: Json, { document }: KnownOperation): boolean {
  const found = followed(schema, document);
  const items = isObject(found) ? found.items : undefined;
  return Object.keys(propertiesOf(items, document)).length > MOST_OF_FILTER;
}

/** Members of a filter or of an order, such as a field, an operator and a value. */
const MOST_OF_FILTER = 4;
