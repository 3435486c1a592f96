import type { Schema, SchemaObject } from "../contract/contract.ts";
import { typesOf } from "../contract/schema.ts";
import type { Json, JsonObject } from "../core/json.ts";
import { setOwn } from "../core/json.ts";
import { isAllowed } from "./allowed-value.ts";
import type { Flatten } from "./flatten-schema.ts";
import { sampleText } from "./sample-text.ts";
import { ownCopy, reshape } from "./shape-value.ts";

/** Objects within one another that are made whole; below, and in a schema that contains itself, only what is required. */
const MOST_LEVELS = 6;

/** Values of an answer at most that nothing asks for. */
const MOST_VALUES = 1000;

/** Levels at most, where a schema requires itself. */
const MOST_OPEN = 60;

/** The means to make values. */
interface Making {
  readonly flatten: Flatten;
  /** Number of values that may be made before only what is required is. */
  left: number;
  /** True where what the docs give as an example or default is not to be used: it may be invalid. */
  readonly isPlain: boolean;
}

/** A value with all that its schema declares; `false` and `not` are ignored. */
export const sampleValue = (flatten: Flatten, schema: Schema, isPlain = false): Json =>
  made({ flatten, isPlain, left: MOST_VALUES }, schema, []);

function made(making: Making, schema: Schema, open: readonly SchemaObject[]): Json {
  const { flatten, isPlain } = making;
  making.left -= 1;
  if (open.length > MOST_OPEN) return null;
  const flat = flatten(flatten.chosen(schema));
  const shown = isPlain ? [] : [flat.default, ...(flat.examples ?? [])];
  const stated =
    [flat.const, ...(flat.enum ?? []), ...shown].find(
      (value) => value !== undefined && isAllowed(flatten, flat, value),
    ) ??
    flat.const ??
    flat.enum?.[0];
  return stated === undefined ? byType(making, flat, open) : ownCopy(stated);
}

/** Adds a sample for each declared property that a value lacks, deep; of what a request may send as well, only what is required. */
export function fillDeclared(flatten: Flatten, schema: Schema, value: Json, sent: Schema): void {
  reshape(flatten, schema, value, (object, { flat, required }, at) => {
    const wanted = new Set(required.map(([name]) => name));
    const ofRequest = propertiesAt(flatten, sent, at) ?? {};
    const added = new Set<string>();
    for (const [name, property] of Object.entries(flat.properties ?? {})) {
      // A property of one of several alternatives has no schema of its own here.
      const isUnknown = property === true && !wanted.has(name);
      if (Object.hasOwn(object, name) || isUnknown || flatten(property).writeOnly) continue;
      if (!wanted.has(name) && Object.hasOwn(ofRequest, name)) continue;
      setOwn(object, name, sampleValue(flatten, property));
      added.add(name);
    }
    return added;
  });
}

function byType(making: Making, flat: SchemaObject, open: readonly SchemaObject[]): Json {
  switch (typeOf(flat)) {
    case "boolean":
      return true;
    case "string":
      return sampleText(flat);
    case "integer":
    case "number":
      return sampleNumber(flat);
    case "array":
      return sampleList(making, flat, open);
    case "object":
      return sampleObject(making, flat, open);
    default:
      return null;
  }
}

function sampleNumber({
  minimum,
  maximum,
  exclusiveMinimum,
  exclusiveMaximum,
  multipleOf,
  ...flat
}: SchemaObject): number {
  const step = multipleOf ?? (typeOf(flat) === "integer" ? 1 : undefined);
  const least = Math.max(minimum ?? Number.NEGATIVE_INFINITY, exclusiveMinimum ?? Number.NEGATIVE_INFINITY);
  const most = Math.min(maximum ?? Number.POSITIVE_INFINITY, exclusiveMaximum ?? Number.POSITIVE_INFINITY);
  const isWithin = (value: number): boolean =>
    value >= least && value <= most && value !== exclusiveMinimum && value !== exclusiveMaximum;
  const near = Number.isFinite(least) ? least : Number.isFinite(most) ? most : 0;
  const unit = step ?? 1;
  const stepped = [
    0,
    Math.ceil(near / unit) * unit,
    Math.ceil(near / unit) * unit + unit,
    Math.floor(near / unit) * unit - unit,
  ];
  const candidates = [0, near, ...stepped, (least + most) / 2];
  return (
    candidates.find(
      (value) =>
        Number.isFinite(value) && isWithin(value) && (step === undefined || Number.isInteger(value / step)),
    ) ?? near
  );
}

function sampleList(making: Making, flat: SchemaObject, open: readonly SchemaObject[]): Json[] {
  const isDeep = isDeepIn(making, flat, open);
  const length = Math.max(flat.minItems ?? 0, isDeep || flat.maxItems === 0 ? 0 : 1);
  return Array.from({ length }, () => made(making, flat.items ?? { type: "string" }, [...open, flat]));
}

function sampleObject(making: Making, flat: SchemaObject, open: readonly SchemaObject[]): JsonObject {
  const isDeep = isDeepIn(making, flat, open);
  const object: JsonObject = {};
  for (const [name, property] of Object.entries(flat.properties ?? {})) {
    const isWanted = flat.required?.includes(name) ?? false;
    if (isWanted || !(isDeep || making.flatten(property).writeOnly))
      setOwn(object, name, made(making, property, [...open, flat]));
  }
  for (const name of flat.required ?? [])
    if (!Object.hasOwn(object, name))
      setOwn(object, name, made(making, flat.additionalProperties ?? { type: "string" }, [...open, flat]));
  return object;
}

const isDeepIn = ({ left }: Making, flat: SchemaObject, open: readonly SchemaObject[]): boolean =>
  left <= 0 || open.length >= MOST_LEVELS || open.includes(flat);

function typeOf(flat: SchemaObject): string | undefined {
  const types = typesOf(flat);
  return types.find((type) => type !== "null") ?? types[0] ?? (flat.properties ? "object" : undefined);
}

/** The properties of an object of the request at the names that lead to it. */
function propertiesAt(flatten: Flatten, schema: Schema, at: readonly string[]): SchemaObject["properties"] {
  let flat = flatten(schema);
  for (const name of at) flat = flatten((name === "-" ? flat.items : flat.properties?.[name]) ?? {});
  return flat.properties;
}
