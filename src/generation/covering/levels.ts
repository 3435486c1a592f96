import { type PartialInstance, SOMETHING, UNDECIDED } from "../../contract/conditions/decide.ts";
import { matches } from "../../contract/conditions/matches.ts";
import type { Schema, SchemaObject } from "../../contract/contract.ts";
import { distinguishingCondition, isParameter, isWhole, type Location } from "../../contract/locations.ts";
import { isCarried } from "../../contract/parameters.ts";
import { resolve, type Schemas, typesOf } from "../../contract/schema.ts";
import type { Json } from "../../core/json.ts";
import { bare, equal, isObject } from "../../core/json.ts";
import { exactBounds, MOST_LISTED } from "../../core/limits.ts";

/** One thing that a location of a body can be: left out, a value of its enum, an empty list … */
export interface Level {
  readonly location: Location;
  readonly label: string;
  /** True if locations below this one exist. */
  readonly holds: boolean;
  /** A value of this level; absent where a generator makes one, or where the level is that of a missing value. */
  readonly sample?: Json;
  /**
   * The known part of its values where they are not all alike; absent where locations below decide, or nothing is
   * known.
   */
  readonly partial?: PartialInstance;
  /** True if a value of the location (undefined: the location is left out) is of this level. */
  accepts(value: Json | undefined): boolean;
}

/** The labels that code asks for. */
export const ABSENT = "absent";
export const NONE = "no items";
export const ONE = "one item";
export const MANY = "many items";

type Make = (
  label: string,
  accepts: Level["accepts"],
  more?: Partial<Pick<Level, "holds" | "sample" | "partial">>,
) => Level;

/** The levels of a location, left out first. Locations of one form alone, such as a required object or a parameter of one value, have none. */
export function levelsOf(location: Location, schemas: Schemas): Level[] {
  const make: Make = (label, accepts, { holds = false, sample, partial } = {}) => ({
    location,
    label,
    holds,
    accepts,
    ...(sample === undefined ? {} : { sample }),
    ...(partial === undefined ? {} : { partial }),
  });
  if (isWhole(location)) return [];
  const own = ownLevels(location.schema, make, schemas).filter(({ sample }) => isSent(location, sample));
  const canMiss = !location.required && !location.pointer.endsWith("/-");
  if (canMiss) return [make(ABSENT, (value) => value === undefined), ...own];
  return own.length === 1 && (own[0]?.holds || isParameter(location)) ? [] : own;
}

/** True unless a parameter of this value may as well be left out. */
const isSent = (location: Location, sample: Json | undefined): boolean =>
  sample === undefined || !isParameter(location) || isCarried(location, sample);

function ownLevels(schema: SchemaObject, make: Make, schemas: Schemas): Level[] {
  const allowed = schema.const === undefined ? schema.enum : [schema.const];
  if (allowed) return listed(allowed, make);
  const parts = schema.oneOf ?? schema.anyOf;
  if (parts) return alternatives(parts, make, schemas);
  const types = typesOf(schema);
  return [
    ...(types.includes("boolean")
      ? [true, false].map((flag) => make(String(flag), (value) => value === flag, { sample: flag }))
      : []),
    ...(types.includes("null") ? [make("null", (value) => value === null, { sample: null })] : []),
    ...(types.includes("array") ? lengths(schema, make) : []),
    ...(types.includes("string") ? [make("a text", (value) => typeof value === "string")] : []),
    ...(types.includes("number") || types.includes("integer") ? numbers(schema, make) : []),
    ...(types.includes("object")
      ? [make("an object", isObject, { holds: schema.properties !== undefined })]
      : []),
  ];
}

/** One level for each value; of a list that is too long to combine them all, one for all those that come late. */
function listed(allowed: readonly Json[], make: Make): Level[] {
  const single = allowed.length > MOST_LISTED ? allowed.slice(0, MOST_LISTED) : allowed;
  const accepts = (only: Json) => (value: Json | undefined) => value !== undefined && equal(value, only);
  const levels = single.map((only) => make(JSON.stringify(only), accepts(only), { sample: only }));
  if (single === allowed) return levels;
  const label = `one of ${allowed.length - single.length} further values`;
  const isFurther = (value: Json | undefined) =>
    value !== undefined && !single.some((only) => equal(only, value));
  return [...levels, make(label, isFurther)];
}

/** One level for each alternative that can be told from those before it. */
function alternatives(parts: readonly Schema[], make: Make, schemas: Schemas): Level[] {
  const seen: Schema[] = [];
  return parts.flatMap((part, index) => {
    const { schema } = resolve(part, "", schemas);
    const condition = distinguishingCondition(schema, schemas);
    if (seen.some((known) => equal(known, condition))) return [];
    seen.push(condition);
    const accepts = (value: Json | undefined) => value !== undefined && matches(condition, value);
    return [make(`alternative ${index + 1}`, accepts, { partial: partialOf(schema, schemas) })];
  });
}

/** The part that every value of an alternative has: its constants and its required properties. */
function partialOf(schema: SchemaObject, schemas: Schemas): PartialInstance {
  const types = typesOf(schema);
  if (types.length !== 1 || types[0] !== "object") return SOMETHING;
  const made = bare<PartialInstance>();
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const { const: only, enum: allowed } = resolve(property, "", schemas).schema;
    const [value] = only === undefined && allowed?.length === 1 ? allowed : [only];
    made[name] = !schema.required?.includes(name) ? UNDECIDED : (value ?? SOMETHING);
  }
  return made;
}

/** At each bound that the value may take, and somewhere within. */
function numbers(schema: SchemaObject, make: Make): Level[] {
  const { minimum, maximum } = exactBounds(schema);
  const at = (bound: number | undefined, name: string) =>
    bound === undefined ? [] : [make(`${name} ${bound}`, (value) => value === bound, { sample: bound })];
  const within = make(
    "a number",
    (value) => typeof value === "number" && value !== minimum && value !== maximum,
  );
  return [
    ...at(minimum, "minimum"),
    ...(minimum === maximum ? [] : at(maximum, "maximum")),
    ...(minimum !== undefined && minimum === maximum ? [] : [within]),
  ];
}

function lengths({ minItems = 0, maxItems = Number.POSITIVE_INFINITY }: SchemaObject, make: Make): Level[] {
  const of = (label: string, least: number, most: number) =>
    make(label, (value) => Array.isArray(value) && value.length >= least && value.length <= most, {
      holds: most > 0,
      ...(most === 0 ? { sample: [] } : {}),
    });
  return [
    ...(minItems === 0 ? [of(NONE, 0, 0)] : []),
    ...(minItems <= 1 && maxItems >= 1 ? [of(ONE, 1, 1)] : []),
    ...(maxItems >= 2 ? [of(MANY, 2, Number.POSITIVE_INFINITY)] : []),
  ];
}

/** A value that a location takes in a body, and in which items of which lists. */
export interface Occurrence {
  readonly value: Json | undefined;
  readonly items: readonly number[];
}

/** The values that a location takes in a body: one each time its parent is there, undefined where it is left out. */
export function occurrences(location: Location, body: Json): Occurrence[] {
  const found: Occurrence[] = [];
  collect(body, location.tokens, 0, NO_ITEMS, found);
  return found;
}

const NO_ITEMS: readonly number[] = [];

function collect(
  value: Json,
  tokens: readonly string[],
  at: number,
  items: readonly number[],
  found: Occurrence[],
): void {
  const token = tokens[at];
  if (token === undefined) found.push({ value, items });
  else if (token === "-" && Array.isArray(value)) {
    for (const [index, item] of value.entries()) collect(item, tokens, at + 1, [...items, index], found);
  } else if (isObject(value)) {
    const member = Object.hasOwn(value, token) ? value[token] : undefined;
    if (at === tokens.length - 1) found.push({ value: member, items });
    else if (member !== undefined) collect(member, tokens, at + 1, items, found);
  }
}
