import type { Schema, SchemaError } from "../contract/contract.ts";
import type { SchemaValidator } from "../contract/validation.ts";
import type { Json } from "../core/json.ts";
import { equal, isObject, setOwn, tokensOf, valueAt, withValueAt } from "../core/json.ts";
import type { Flatten } from "./flatten-schema.ts";
import { sampleValue } from "./sample-value.ts";

/** Rounds of mending, each of which may uncover what the one before hid. */
const MOST_ROUNDS = 300;

/**
 * The value with a sample in place of each part that its schema does not allow; as it is where no way was found to make it
 * valid.
 */
export function fittedValue(validator: SchemaValidator, flatten: Flatten, schema: Schema, given: Json): Json {
  if (validator.accepts(given)) return given;
  const mended = new Set<string>();
  let value = structuredClone(given);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const [error] = validator.validate(value);
    if (error === undefined) return value;
    const next = withoutError(value, error, mended, (at) => schemaAt(flatten, schema, tokensOf(at)), flatten);
    if (next === undefined) break;
    value = next;
  }
  const sample = sampleValue(flatten, schema, true);
  return validator.accepts(sample) ? sample : value;
}

function withoutError(
  value: Json,
  error: SchemaError,
  mended: Set<string>,
  schemaOf: (at: string) => Schema,
  flatten: Flatten,
): Json | undefined {
  const { keyword, instancePath, params } = error;
  const holder = valueAt(value, instancePath);
  const extra = params.additionalProperty ?? params.unevaluatedProperty;
  if (isObject(holder) && typeof extra === "string") {
    delete holder[extra];
    return value;
  }
  const added = `${instancePath} ${String(params.missingProperty)}`;
  if (isObject(holder) && keyword === "required" && !mended.has(added)) {
    mended.add(added);
    const name = String(params.missingProperty);
    setOwn(holder, name, sampleValue(flatten, flatten(schemaOf(instancePath)).properties?.[name] ?? true));
    return value;
  }
  return replaced(value, instancePath, mended, (at) => sampleValue(flatten, schemaOf(at), true));
}

/**
 * The value with a sample at a location, or around it: what was mended already, or is a sample already, is wrong together with
 * what is around it. Undefined where nothing is left to replace.
 */
function replaced(
  value: Json,
  start: string,
  mended: Set<string>,
  sampleAt: (at: string) => Json,
): Json | undefined {
  for (let at = start; ; at = at.slice(0, at.lastIndexOf("/"))) {
    const sample = sampleAt(at);
    const isNew = !mended.has(at) && !equal(sample, valueAt(value, at));
    mended.add(at);
    if (isNew) return at === "" ? sample : withValueAt(value, at, sample);
    if (at === "") return undefined;
  }
}

/** The schema of a part of a value, as far as objects and lists tell. */
function schemaAt(flatten: Flatten, schema: Schema, tokens: readonly string[]): Schema {
  return tokens.reduce<Schema>((outer, token) => {
    const flat = flatten(outer);
    const isIndex = /^\d+$/.test(token) && flat.items !== undefined;
    return (isIndex ? flat.items : (flat.properties?.[token] ?? flat.additionalProperties)) ?? true;
  }, schema);
}
