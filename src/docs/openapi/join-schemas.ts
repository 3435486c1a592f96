import type { SchemaObject } from "../../contract/contract.ts";
import { merge } from "../../contract/schema.ts";
import { SuiteError } from "../../core/errors.ts";
import type { Json, JsonObject } from "../../core/json.ts";
import { equal, isObject } from "../../core/json.ts";
import { ordered } from "./upgrade-schema.ts";

/**
 * One schema that says what several say together; the words of the last one count. What no single schema can say stays an
 * `allOf`.
 */
export function joinSchemas(schemas: readonly Json[]): Json {
  const parts = schemas.filter(
    (part) => part !== true && !(isObject(part) && Object.keys(part).length === 0),
  );
  if (parts.includes(false)) return false;
  const objects = parts.filter(isObject);
  const [first, ...others] = objects;
  if (first === undefined) return {};
  if (others.length === 0) return first;
  return joined(objects) ?? unjoined(objects);
}

function joined(parts: readonly JsonObject[]): JsonObject | undefined {
  const isSimple = parts.every((part) => part.$ref === undefined && part.allOf === undefined);
  if (!isSimple || parts.some((part, at) => parts.slice(at + 1).some((other) => clashes(part, other))))
    return undefined;
  try {
    const merged = parts.reduce(
      (sum, part) => merge(sum as SchemaObject, part as SchemaObject) as JsonObject,
      {},
    );
    return ordered(deepened(merged));
  } catch (error) {
    if (error instanceof SuiteError) return undefined;
    throw error;
  }
}

/** Keywords that a schema can have but once and that cannot be joined. */
const UNJOINED = ["not", "if", "then", "else", "contains", "minContains", "maxContains", "prefixItems", "propertyNames", "patternProperties", "dependentSchemas", "dependentRequired", "minProperties", "maxProperties", "unevaluatedItems", "unevaluatedProperties"]; // biome-ignore format: a list of words

const clashes = (schema: JsonObject, other: JsonObject): boolean =>
  UNJOINED.some(
    (keyword) =>
      schema[keyword] !== undefined &&
      other[keyword] !== undefined &&
      !equal(schema[keyword], other[keyword]),
  );

/** Joins what `merge` leaves as an `allOf` further down, where both parts describe the same place. */
function deepened(schema: JsonObject): JsonObject {
  const deepen = (value: Json | undefined): Json =>
    isObject(value) && Array.isArray(value.allOf) && Object.keys(value).length === 1
      ? joinSchemas(value.allOf)
      : (value ?? {});
  const deep = { ...schema };
  for (const keyword of ["items", "additionalProperties"])
    if (schema[keyword] !== undefined) deep[keyword] = deepen(schema[keyword]);
  if (isObject(schema.properties))
    deep.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([name, property]) => [name, deepen(property)]),
    );
  return deep;
}

function unjoined(parts: readonly JsonObject[]): JsonObject {
  const own = parts.at(-1) ?? {};
  if (own.$ref !== undefined || own.allOf !== undefined) return { allOf: [...parts] };
  return ordered({ ...own, allOf: parts.slice(0, -1) });
}
