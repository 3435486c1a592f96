import { escapeToken, isObject } from "../core/json.ts";
import type { Operation } from "./contract.ts";
import { entriesOfClass } from "./documented-status.ts";
import { instancePointer } from "./pointers.ts";
import { type ResourcePointers, resourceOf } from "./resource.ts";
import type { Schemas } from "./schema.ts";
import { SchemaAtLocation } from "./schema-at-location.ts";

/** Levels of objects within an answer in which a resource is looked for. */
const DEPTH = 2;

/**
 * The location of what a creation has made in a success of another operation: the same as in the creation's own, or else, where
 * the docs have none there, the object with the id that has most names in common with it. Undefined where it has none.
 */
export function answeredResource(
  operation: Operation,
  creator: Operation,
  schemas: Schemas,
): ResourcePointers | undefined {
  const made = resourceOf(creator);
  const answered = successOf(operation, schemas);
  if (made === undefined || answered === undefined || answered.at(made.id)) return made;
  const ownId = made.id.slice(made.pointer.length);
  const known = new Set(
    (successOf(creator, schemas)?.at(made.pointer)?.properties() ?? []).map(([name]) => name),
  );
  let best: { readonly at: string; readonly shared: number } | undefined;
  for (const { at, location } of objectsIn(answered, "", DEPTH)) {
    const shared = location.properties().filter(([name]) => known.has(name)).length;
    if (location.at(ownId) && shared > (best?.shared ?? 0)) best = { at, shared };
  }
  return best === undefined
    ? made
    : { pointer: instancePointer(best.at), id: instancePointer(best.at + ownId) };
}

function successOf({ responses }: Operation, schemas: Schemas): SchemaAtLocation | undefined {
  const [entry = ""] = entriesOfClass(responses, "2");
  const { schema, docs } = responses[entry] ?? {};
  return schema === undefined || docs === undefined ? undefined : new SchemaAtLocation(schema, docs, schemas);
}

/** The objects of an answer that stand alone, the outer ones first. */
function* objectsIn(
  location: SchemaAtLocation,
  at: string,
  depth: number,
): Iterable<{ readonly at: string; readonly location: SchemaAtLocation }> {
  if (!isObject(location.schema.properties)) return;
  yield { at, location };
  if (depth === 0) return;
  for (const [name, below] of location.properties())
    yield* objectsIn(below, `${at}/${escapeToken(name)}`, depth - 1);
}
