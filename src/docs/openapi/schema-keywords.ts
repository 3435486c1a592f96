/** Keywords that hold one schema. */
export const SCHEMAS = new Set([
  "additionalProperties",
  "items",
  "contains",
  "propertyNames",
  "unevaluatedItems",
  "unevaluatedProperties",
  "not",
  "if",
  "then",
  "else",
]);

/** Keywords that hold a list of schemas. */
export const LISTS_OF_SCHEMAS = new Set(["prefixItems", "allOf", "anyOf", "oneOf"]);

/** Keywords that hold schemas by name. */
export const MAPS_OF_SCHEMAS = new Set(["properties", "patternProperties", "dependentSchemas"]);

/** Keywords whose value is none, those of OpenAPI 3.0 among them, in the order in which a schema is written. */
export const PLAIN = new Set([
  "type",
  "nullable",
  "description",
  "format",
  "enum",
  "const",
  "pattern",
  "minLength",
  "maxLength",
  "minimum",
  "exclusiveMinimum",
  "maximum",
  "exclusiveMaximum",
  "multipleOf",
  "required",
  "dependentRequired",
  "minProperties",
  "maxProperties",
  "minContains",
  "maxContains",
  "minItems",
  "maxItems",
  "uniqueItems",
  "default",
  "example",
  "examples",
  "deprecated",
  "readOnly",
  "writeOnly",
]);

/** Every keyword that a schema of a source may have, but those that are dropped. */
export const KEYWORDS = new Set([...PLAIN, ...SCHEMAS, ...LISTS_OF_SCHEMAS, ...MAPS_OF_SCHEMAS]);

/** The day on which a part of the docs goes (RFC 8594), the one keyword of a document's own that is kept. */
export const SUNSET = "x-sunset";

/**
 * The mark of a part of the docs that is known in part: what it does not say is unknown, and not absent. It is `true` where
 * only an example shows it, or nothing does, and `derived` where the docs describe it at another place. Only docs that are read
 * to be compared have it.
 */
export const PARTIAL = "x-partial";
export const DERIVED = "derived";

/** Keywords that constrain no value: names and places of schemas, and hints for tools. */
export const DROPPED = new Set([
  "title",
  "$comment",
  "$id",
  "$schema",
  "$anchor",
  "$defs",
  "definitions",
  "discriminator",
  "externalDocs",
  "xml",
  "contentEncoding",
  "contentMediaType",
  "contentSchema",
]);

/** The one order in which keywords are written. */
export const ORDER = [
  "$ref",
  ...[...PLAIN].slice(0, [...PLAIN].indexOf("dependentRequired")),
  "properties",
  "patternProperties",
  "additionalProperties",
  "items",
  ...KEYWORDS,
];
