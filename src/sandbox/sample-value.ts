import type { Schema, SchemaObject } from "../contract/contract.ts";
import { typesOf } from "../contract/schema.ts";
import type { Json } from "../core/json.ts";
import { isObject, setOwn } from "../core/json.ts";
import type { Flatten } from "./flatten-schema.ts";
import { ownCopy, reshape } from "./shape-value.ts";

/** The smallest value that the schema's type, bounds and required properties allow; `false` and `pattern` are ignored. */
export function sampleValue(flatten: Flatten, schema: Schema): Json {
  const flat = flatten(schema);
  const stated = [flat.const, flat.enum?.[0], flat.default, flat.examples?.[0]].find(
    (value) => value !== undefined,
  );
  return stated ?? byType(flatten, flat);
}

/** The sample with each declared property at the top, so that an answer without required ones still holds something. */
export function sampleAnswer(flatten: Flatten, schema: Schema): Json {
  const sample = sampleValue(flatten, schema);
  const properties = Object.entries(flatten(schema).properties ?? {});
  if (!isObject(sample)) return sample;
  const declared = properties.map(([name, property]): [string, Json] => [
    name,
    sampleValue(flatten, property),
  ]);
  return { ...Object.fromEntries(declared), ...sample };
}

/** Adds a sample for each required property that a value lacks, deep. */
export function fillRequired(flatten: Flatten, schema: Schema, value: Json): void {
  reshape(flatten, schema, value, (object, { required }) => {
    for (const [name, property] of required)
      if (!Object.hasOwn(object, name)) setOwn(object, name, ownCopy(sampleValue(flatten, property)));
  });
}

function byType(flatten: Flatten, flat: SchemaObject): Json {
  switch (typeOf(flat)) {
    case "boolean":
      return true;
    case "string":
      return "x".repeat(flat.minLength ?? 0);
    case "integer":
    case "number":
      return flat.minimum ?? (flat.exclusiveMinimum === undefined ? 0 : flat.exclusiveMinimum + 1);
    case "array":
      return Array.from({ length: flat.minItems ?? 0 }, () => sampleValue(flatten, flat.items ?? true));
    case "object": {
      const sample = {};
      fillRequired(flatten, flat, sample);
      return sample;
    }
    default:
      return null;
  }
}

function typeOf(flat: SchemaObject): string | undefined {
  const types = typesOf(flat);
  return types.find((type) => type !== "null") ?? types[0] ?? (flat.properties ? "object" : undefined);
}
