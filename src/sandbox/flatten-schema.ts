import type { Schema, SchemaObject } from "../contract/contract.ts";
import { merge, refName, type Schemas, typesOf } from "../contract/schema.ts";
import { SuiteError } from "../core/errors.ts";

/** Reads a schema with `$ref`, `allOf` and a lone branch beside null folded into one flat object. */
export type Flatten = (schema: Schema) => SchemaObject;

/**
 * Makes the reader of one contract's schemas; results are kept, since every request asks again.
 * Where several branches (`anyOf`, `oneOf`) may apply, their properties count as declared but bring no keywords along.
 * @throws SuiteError for a `$ref` that leads nowhere.
 */
export function createFlatten(schemas: Schemas): Flatten {
  const known = new WeakMap<SchemaObject, SchemaObject>();
  const flatten: Flatten = (schema) => {
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
  return flatten;
}

function named(schemas: Schemas, ref: string): Schema {
  const name = refName(ref);
  const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
  if (schema === undefined)
    throw new SuiteError(`the contract has no schema for ${ref}: run "contract generate"`);
  return schema;
}
