import { escapeToken, isObject } from "../core/json.ts";
import type { Operation, SchemaObject } from "./contract.ts";
import { entriesOfClass } from "./documented-status.ts";
import { type InstancePointer, instancePointer } from "./pointers.ts";
import { resourceOf } from "./resource.ts";
import { resolve, type Schemas, typesOf } from "./schema.ts";

/** Levels of objects within the answer in which what was sent is looked for. */
const DEPTH = 2;

/** From this many names on, request and answer are taken to speak of the same thing. */
const ENOUGH = 2;

/**
 * The location in a success at which what was sent comes back: the resource that links lead to, or else the object that
 * shares most names with the request; undefined where they share too few to speak of the same thing.
 */
export function echoedResource(operation: Operation, schemas: Schemas): InstancePointer | undefined {
  if (operation.safe) return undefined;
  const linked = resourceOf(operation)?.pointer;
  if (linked !== undefined || operation.requestBody === undefined) return linked;
  const { schema: sent } = resolve(operation.requestBody.schema, "", schemas);
  const [entry = "default"] = entriesOfClass(operation.responses, "2");
  const answered = operation.responses[entry]?.schema;
  if (answered === undefined) return undefined;
  const writable = Object.entries(sent.properties ?? {}).filter(
    ([, property]) => !resolve(property, "", schemas).schema.readOnly,
  );
  const found = candidates(resolve(answered, "", schemas).schema, "", DEPTH, schemas)
    .map(({ at, schema }) => ({ at, shared: sharedNames(writable, schema, schemas) }))
    .reduce<Shared | undefined>((best, one) => (one.shared > (best?.shared ?? 0) ? one : best), undefined);
  if (found === undefined) return undefined;
  const isSame = found.shared >= ENOUGH || found.shared === writable.length;
  return isSame ? instancePointer(found.at) : undefined;
}

interface Shared {
  readonly at: string;
  readonly shared: number;
}

interface Candidate {
  readonly at: string;
  readonly schema: SchemaObject;
}

/** The objects of an answer that stand alone, the outer ones first. */
function candidates(schema: SchemaObject, at: string, depth: number, schemas: Schemas): Candidate[] {
  if (!isObject(schema.properties)) return [];
  const inner = Object.entries(schema.properties).flatMap(([name, property]) => {
    const { schema: below } = resolve(property, "", schemas);
    return depth === 0 ? [] : candidates(below, `${at}/${escapeToken(name)}`, depth - 1, schemas);
  });
  return [{ at, schema }, ...inner];
}

/** Number of names that both have for values of a type in common. */
function sharedNames(
  sent: readonly (readonly [string, SchemaObject | boolean])[],
  answered: SchemaObject,
  schemas: Schemas,
): number {
  return sent.filter(([name, property]) => {
    const other = Object.hasOwn(answered.properties ?? {}, name) ? answered.properties?.[name] : undefined;
    if (other === undefined) return false;
    const [one, two] = [property, other].map((schema) => typesOf(resolve(schema, "", schemas).schema));
    const types = (two ?? []).map((type) => (type === "integer" ? "number" : type));
    return (
      one?.length === 0 ||
      types.length === 0 ||
      one?.some((type) => types.includes(type === "integer" ? "number" : type))
    );
  }).length;
}
