import { stringMatching } from "fast-check";
import { RULE_KEYWORDS } from "../contract/conditions/matches.ts";
import type { Schema } from "../contract/contract.ts";
import { linearPattern } from "../contract/pattern/linear-pattern.ts";
import { UnsupportedPattern } from "../contract/pattern/step.ts";
import { docPointer } from "../contract/pointers.ts";
import { isComponentRef, resolve } from "../contract/schema.ts";
import { SuiteError } from "../core/errors.ts";
import { escapeToken, inWords, isObject, type Json, type JsonObject, valueAt } from "../core/json.ts";
import { wrongBound } from "./bounds.ts";
import type { OpenApiDocument } from "./document.ts";
import { wrongKeywordValue } from "./keyword-values.ts";

const TYPES = ["null", "boolean", "integer", "number", "string", "array", "object"];
const ANNOTATIONS = [
  "title",
  "description",
  "default",
  "examples",
  "deprecated",
  "readOnly",
  "writeOnly",
  "externalDocs",
  "xml",
  "$comment",
];
const PLAIN = [
  "type",
  "enum",
  "const",
  "format",
  "pattern",
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minItems",
  "maxItems",
  "uniqueItems",
  "required",
  "discriminator",
  "$ref",
];
export const ONE_SCHEMA = [
  ...["items", "additionalProperties", "not", "if", "then", "else", "contains"],
  ...["propertyNames", "unevaluatedProperties", "unevaluatedItems"],
];
export const SCHEMA_LIST = ["allOf", "anyOf", "oneOf", "prefixItems"];
export const SCHEMA_MAP = ["properties", "patternProperties", "dependentSchemas"];

/** Keywords that generators pass over: whether what they made keeps them is for the validator to say. */
export const HELD_BY_VALIDATORS = [
  ...["not", "if", "then", "else", "contains", "minContains", "maxContains", "prefixItems"],
  ...["minProperties", "maxProperties", "patternProperties", "propertyNames"],
  ...["dependentRequired", "dependentSchemas", "unevaluatedProperties", "unevaluatedItems"],
];

/** Keywords by which bodies and answers may be described. */
const BODY_KEYWORDS = new Set([
  ...ANNOTATIONS,
  ...PLAIN,
  "items",
  "additionalProperties",
  ...SCHEMA_LIST,
  ...SCHEMA_MAP,
  ...HELD_BY_VALIDATORS,
]);
const CONDITION_KEYWORDS = new Set<string>(RULE_KEYWORDS);

/** A schema of a body, or the condition of a rule. */
type SchemaUse = "body" | "rule";

/** @throws SuiteError that names the first keyword which cases, validators or arbitraries would have to ignore, and its place. */
export function checkSchema(
  document: OpenApiDocument,
  schema: Json | undefined,
  at: string,
  use: SchemaUse = "body",
): void {
  if (typeof schema === "boolean") return;
  if (!isObject(schema))
    throw new SuiteError(`${document.name}${at}: expected a schema, found ${JSON.stringify(schema)}`);
  const allowed = use === "body" ? BODY_KEYWORDS : CONDITION_KEYWORDS;
  for (const keyword of Object.keys(schema)) {
    if (allowed.has(keyword) || (use === "body" && keyword.startsWith("x-"))) continue;
    throw new SuiteError(
      `${document.name}${at}: unsupported schema keyword "${keyword}"; express it with another one, or teach src/codegen to generate it`,
    );
  }
  checkValues(document, schema, at);
  if (use === "rule" && typeof schema.pattern === "string") checkDrawn(document, schema.pattern, at);
  checkParts(document, schema, at, use);
  if (use === "body") checkJoined(document, schema, at);
}

/** Checks the schemas that stand within a schema. */
function checkParts(document: OpenApiDocument, schema: JsonObject, at: string, use: SchemaUse): void {
  for (const keyword of ONE_SCHEMA) {
    if (keyword in schema) checkSchema(document, schema[keyword], `${at}/${keyword}`, use);
  }
  for (const keyword of SCHEMA_LIST) {
    const list = schema[keyword];
    if (Array.isArray(list))
      for (const [index, part] of list.entries())
        checkSchema(document, part, `${at}/${keyword}/${index}`, use);
  }
  for (const keyword of SCHEMA_MAP)
    for (const [name, part] of Object.entries(isObject(schema[keyword]) ? schema[keyword] : {}))
      checkSchema(document, part, `${at}/${keyword}/${escapeToken(name)}`, use);
}

/** @throws SuiteError where what `allOf` or a reference joins cannot be read as one schema. */
function checkJoined(document: OpenApiDocument, schema: { [key: string]: Json }, at: string): void {
  const schemas = valueAt(document.root, "/components/schemas") as { [name: string]: Schema } | undefined;
  try {
    if ("allOf" in schema || "$ref" in schema) resolve(schema as Schema, docPointer(at), schemas ?? {});
  } catch (error) {
    const message =
      error instanceof RangeError ? "a schema that is nothing but itself" : (error as Error).message;
    throw new SuiteError(`${document.name}${at}: ${message}`);
  }
}

/** @throws SuiteError where a place that carries the run's tag takes no free text. */
function checkTag(document: OpenApiDocument, schema: { [key: string]: Json }, at: string): void {
  const closed = ["pattern", "format", "enum", "const"].find((keyword) => keyword in schema);
  // Null is no text: a body with it carries the tag elsewhere, or not at all.
  const isText =
    [schema.type]
      .flat()
      .filter((type) => type !== "null")
      .join() === "string";
  if (schema["x-tag"] !== true || (isText && closed === undefined)) return;
  throw new SuiteError(
    `${document.name}${at}: x-tag needs a free text, and this place ${closed === undefined ? `is of type ${JSON.stringify(schema.type)}` : `has ${closed}`}; mark another one`,
  );
}

function checkValues(document: OpenApiDocument, schema: { [key: string]: Json }, at: string): void {
  checkTag(document, schema, at);
  const wrong = wrongKeywordValue(schema) ?? wrongBound(schema);
  if (wrong !== undefined) throw new SuiteError(`${document.name}${at}: ${wrong}`);
  const { pattern, patternProperties, $ref } = schema;
  for (const type of schema.type === undefined ? [] : [schema.type].flat()) {
    if (!TYPES.includes(inWords(type)))
      throw new SuiteError(
        `${document.name}${at}: unsupported type ${JSON.stringify(type)}; known are ${TYPES.join(", ")}`,
      );
  }
  const ofNames = isObject(patternProperties) ? Object.keys(patternProperties) : [];
  for (const one of [...(typeof pattern === "string" ? [pattern] : []), ...ofNames])
    checkPattern(document, one, at);
  if (
    typeof $ref === "string" &&
    !(isComponentRef($ref) && valueAt(document.root, $ref.slice(1)) !== undefined)
  ) {
    throw new SuiteError(
      `${document.name}${at}: $ref ${$ref} leads nowhere; it must name a schema of #/components/schemas`,
    );
  }
}

/** So much of a pattern that a message stays one that can be read. */
const shown = (pattern: string): string =>
  pattern.length <= MOST_SHOWN ? pattern : `${pattern.slice(0, MOST_SHOWN)}…`;

const MOST_SHOWN = 120;

/** @throws SuiteError where no text can be drawn from the pattern of a rule, so that no body could be made to keep it. */
function checkDrawn(document: OpenApiDocument, pattern: string, at: string): void {
  try {
    stringMatching(new RegExp(pattern, "u"));
  } catch (error) {
    throw new SuiteError(
      `${document.name}${at}: no text can be drawn from the pattern ${shown(pattern)}: ${(error as Error).message}`,
    );
  }
}

/** @throws SuiteError where a pattern is none, or one that cannot be run in a time that grows with the text's length alone. */
function checkPattern(document: OpenApiDocument, pattern: string, at: string): void {
  try {
    linearPattern(pattern);
  } catch (error) {
    const what = error instanceof UnsupportedPattern ? "" : " is no regular expression";
    const [message = ""] = (error as Error).message.replace(pattern, "…").split("\n");
    throw new SuiteError(`${document.name}${at}: pattern ${shown(pattern)}${what}: ${message}`);
  }
}
