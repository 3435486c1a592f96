import type { AnySchema } from "ajv/dist/2020.js";
import formats from "ajv-formats/dist/formats.js";
import type { Schema } from "../contract/contract.ts";
import { refName, type Schemas } from "../contract/schema.ts";
import { inWords, isObject } from "../core/json.ts";
import { Identifiers } from "./identifiers.ts";

/** A schema that stands alone: the component schemas that it reaches under `$defs`, without `x-` keywords. */
export function standAlone(schema: Schema, schemas: Schemas): AnySchema {
  const reached = new Map<string, unknown>();
  // A reference is a URI, in which not every name can stand.
  const identifiers = new Identifiers();
  const clean = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(clean);
    if (!isObject(value)) return value;
    const members = Object.entries(value).filter(([key]) => !key.startsWith("x-"));
    return Object.fromEntries(members.flatMap(([key, member]) => cleaned(key, member)));
  };
  const cleaned = (key: string, member: unknown): [string, unknown][] => {
    if (key === "$ref") return [["$ref", `#/$defs/${reach(refName(inWords(member)))}`]];
    if (DATA_KEYWORDS.has(key)) return [[key, member]];
    // A format that nobody knows is an annotation (JSON Schema 2020-12 validation, section 7.2.1).
    if (key === "format" && !Object.hasOwn(formats.fullFormats, inWords(member))) return [];
    if (key !== "properties") return [[key, clean(member)]];
    const each = Object.entries(member as object).map(([name, property]) => [name, clean(property)] as const);
    // Ajv passes over a property of this name, but not over a pattern that fits no other.
    const proto = each.find(([name]) => name === "__proto__");
    const properties = Object.fromEntries(each.filter((property) => property !== proto));
    return [
      ["properties", properties],
      ...(proto ? [["patternProperties", { "^__proto__$": proto[1] }] as [string, unknown]] : []),
    ];
  };
  const reach = (name: string): string => {
    const identifier = identifiers.of(name);
    if (!reached.has(identifier)) {
      reached.set(identifier, undefined);
      reached.set(identifier, clean(schemas[name]));
    }
    return identifier;
  };
  const root = clean(schema);
  if (typeof root === "boolean") return root;
  return reached.size > 0 ? { ...(root as object), $defs: Object.fromEntries(reached) } : (root as AnySchema);
}

/** Keywords whose value is data, not a schema. */
const DATA_KEYWORDS = new Set([
  "enum",
  "const",
  "default",
  "examples",
  "discriminator",
  "externalDocs",
  "xml",
]);
