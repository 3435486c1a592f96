import type { Schema, SchemaObject } from "../contract/contract.ts";
import type { SchemaAtLocation } from "../contract/schema-at-location.ts";
import { isObject, type Json, type JsonObject, typeOf } from "../core/json.ts";

/** Levels of a value that conditions speak of. */
const MOST_DEPTH = 6;

/**
 * The simplest conditions that a value meets, those that say most first: of a member that it is there and what it is, of a
 * list how long it is and what it contains, then of a member that it is not there.
 */
export function atomsOf(
  value: Json,
  described: SchemaAtLocation | undefined,
  depth = MOST_DEPTH,
): SchemaObject[] {
  if (depth === 0) return [];
  if (Array.isArray(value)) return ofList(value, described?.item(), depth);
  return isObject(value) ? ofObject(value, described, depth) : ofScalar(value, described);
}

function ofObject(value: JsonObject, described: SchemaAtLocation | undefined, depth: number): SchemaObject[] {
  const there = Object.entries(value).flatMap(([name, member]): SchemaObject[] => {
    const atoms = atomsOf(member, described?.child(name), depth - 1);
    const [types, others] = [atoms.filter(isType), atoms.filter((atom) => !isType(atom))];
    return [
      ...others.map((atom) => ofMember(name, atom)),
      { required: [name] },
      ...types.map((atom) => ofMember(name, atom)),
    ];
  });
  const missing = (described?.properties() ?? []).filter(([name]) => !Object.hasOwn(value, name));
  return [...there, ...missing.map(([name]): SchemaObject => ({ not: { required: [name] } }))];
}

const isType = ({ type }: SchemaObject): boolean => type !== undefined;

const ofMember = (name: string, atom: Schema): SchemaObject => ({
  required: [name],
  properties: { [name]: atom },
});

function ofList(
  list: readonly Json[],
  described: SchemaAtLocation | undefined,
  depth: number,
): SchemaObject[] {
  if (list.length === 0) return [{ maxItems: 0 }];
  const lengths: SchemaObject[] = list.length === 1 ? [{ minItems: 1 }] : [{ minItems: 2 }, { minItems: 1 }];
  const contained = new Map<string, SchemaObject>();
  for (const item of list)
    for (const atom of atomsOf(item, described, depth - 1))
      contained.set(JSON.stringify(atom), { contains: atom });
  return [...lengths, ...contained.values()];
}

/** Listed values and those that are special by themselves are told as they are, others by their type. */
function ofScalar(value: Json, described: SchemaAtLocation | undefined): SchemaObject[] {
  const isListed = described?.schema.enum !== undefined || typeof value === "boolean";
  const isSpecial = value === null || value === "" || value === 0;
  return isListed || isSpecial ? [{ const: value }] : [{ type: typeOf(value) }];
}
