import type { Schema, SchemaObject } from "../contract/contract.ts";
import { merge, refName, type Schemas, typesOf } from "../contract/schema.ts";
import { SuiteError } from "../core/errors.ts";
import type { Json } from "../core/json.ts";

/** Reads a schema with `$ref`, `allOf` and a lone branch beside null folded into one flat object. */
export interface Flatten {
  (schema: Schema): SchemaObject;
  /** The schema with the first of several alternatives that is not null in it, which flattening leaves open. */
  chosen(schema: Schema): Schema;
  /** Properties of a flat schema that are needed again and again, looked up once. */
  outlineOf(flat: SchemaObject): Outline;
}

/** Properties of a flat schema that are needed again and again. */
export interface Outline {
  readonly flat: SchemaObject;
  readonly readOnly: readonly string[];
  readonly required: readonly (readonly [string, Schema])[];
  readonly defaults: readonly (readonly [string, Json])[];
  /** The properties that may hold declared objects themselves. */
  readonly nested: readonly (readonly [string, Schema])[];
}

/**
 * Creates the reader of one contract's schemas; results are kept, since every request needs them. Where several
 * branches (`anyOf`, `oneOf`) may apply, their properties count as declared but bring no keywords along.
 * @throws SuiteError for a `$ref` that leads nowhere.
 */
export function createFlatten(schemas: Schemas): Flatten {
  const known = new Map<SchemaObject, SchemaObject>();
  const outlines = new Map<SchemaObject, Outline>();
  const flatten = (schema: Schema): SchemaObject => {
    if (typeof schema === "boolean") return {};
    const kept = known.get(schema);
    if (kept) return kept;
    const { $ref, allOf = [], anyOf = [], oneOf = [], ...own } = schema;
    const parts = $ref === undefined ? allOf : [named(schemas, $ref), ...allOf];
    const flat = [...parts.map(flatten), branches(anyOf), branches(oneOf), own].reduce(merge, {});
    known.set(schema, flat);
    return flat;
  };
  const branches = (all: readonly Schema[]): SchemaObject => {
    const possible = all.map(flatten).filter((branch) => typesOf(branch).join() !== "null");
    const [only, ...others] = possible;
    if (only && others.length === 0) return only;
    const names = possible.flatMap((branch) => Object.keys(branch.properties ?? {}));
    return names.length === 0 ? {} : { properties: Object.fromEntries(names.map((name) => [name, true])) };
  };
  const outlineOf = (flat: SchemaObject): Outline => {
    const outline = outlines.get(flat) ?? newOutline(flatten, flat);
    outlines.set(flat, outline);
    return outline;
  };
  const choices = new Map<SchemaObject, Schema>();
  const chosen = (schema: Schema): Schema => {
    if (typeof schema === "boolean") return schema;
    const choice = choices.get(schema) ?? firstBranch(schemas, flatten, chosen, schema);
    choices.set(schema, choice);
    return choice;
  };
  return Object.assign(flatten, { outlineOf, chosen });
}

function firstBranch(
  schemas: Schemas,
  flatten: (schema: Schema) => SchemaObject,
  chosen: (schema: Schema) => Schema,
  schema: SchemaObject,
): Schema {
  const { $ref, anyOf, oneOf, allOf, ...own } = schema;
  const branches = [...(oneOf ?? anyOf ?? [])];
  const first = branches.find((branch) => typesOf(flatten(branch)).join() !== "null") ?? branches[0];
  const parts = [...($ref === undefined ? [] : [named(schemas, $ref)]), ...(allOf ?? []), ...(first === undefined ? [] : [first])]; // biome-ignore format: one line
  const picked = parts.map(chosen);
  const isOpen = first !== undefined || picked.some((part, index) => part !== parts[index]);
  return isOpen ? { allOf: [own, ...picked] } : schema;
}

function newOutline(flatten: (schema: Schema) => SchemaObject, flat: SchemaObject): Outline {
  const entries = Object.entries(flat.properties ?? {});
  return {
    flat,
    readOnly: entries.filter(([, property]) => flatten(property).readOnly).map(([name]) => name),
    required: entries.filter(([name]) => flat.required?.includes(name)),
    defaults: entries.flatMap(([name, property]): [string, Json][] => {
      const { default: value } = flatten(property);
      return value === undefined ? [] : [[name, value]];
    }),
    nested: entries.filter(([, property]) => {
      const { properties, items } = flatten(property);
      return properties !== undefined || items !== undefined;
    }),
  };
}

function named(schemas: Schemas, ref: string): Schema {
  const name = refName(ref);
  const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
  if (schema === undefined)
    throw new SuiteError(`the contract has no schema for ${ref}: run "contract generate"`);
  return schema;
}
