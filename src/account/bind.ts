import type { Schema, SchemaObject } from "../contract/contract.ts";
import { resolve, type Schemas } from "../contract/schema.ts";
import type { Json, JsonObject } from "../core/json.ts";
import { copied, escapeToken, isObject, own, setOwn, valueAt, withValueAt } from "../core/json.ts";

/** What belongs to the caller: values that exist in the account, and the tag that marks what a run makes. */
export interface Account {
  readonly tag: string;
  /** Environment variable to its values; one that is not set is missing. */
  readonly bindings: { readonly [env: string]: readonly string[] };
  /** Whether others use it too, so that nothing may be made in it that its tag does not show. */
  readonly shared?: boolean;
}

/** A body with the account's values in place, and the variables that it needs but are not set. */
export interface Bound {
  readonly body: Json;
  readonly missing: readonly string[];
  /** Whether the tag stands in the body; true where the contract has no place for it at all. */
  readonly tagged: boolean;
}

export interface BindOptions {
  /** The tag of the run and the case's own mark: see `caseTag`. */
  readonly tag: string;
  /** JSON pointer to the place that holds the fault that the case is about, which stays as it is. */
  readonly keep?: string | undefined;
  /** Whether a body means the same as the one before it, so that a place may be added to carry the tag. */
  readonly meansTheSame?: (before: Json, after: Json) => boolean;
}

/** Puts the account's values where the schema binds them, and the tag where the schema has a place for it. */
export function bind(
  body: Json,
  schema: Schema,
  schemas: Schemas,
  account: Account,
  options: BindOptions,
): Bound {
  const binder = new Binder(schemas, account, options);
  const bound = binder.bind(body, schema, "");
  const missing = [...binder.missing];
  if (binder.carries > 0) return { body: bound, missing, tagged: true };
  const places = tagPlaces(schema, schemas, options.tag.length);
  const carrier = places.length === 0 ? undefined : withTag(bound, places, options);
  return {
    body: carrier ?? bound,
    missing,
    tagged: carrier !== undefined || tagPlaces(schema, schemas).length === 0,
  };
}

/** The body with the tag in the first place that can take it: an empty text, or one that is left out. */
function withTag(
  body: Json,
  places: readonly string[],
  { tag, keep, meansTheSame }: BindOptions,
): Json | undefined {
  if (!isObject(body)) return undefined;
  const isFree = (place: string, value: Json | undefined) => place !== keep && valueAt(body, place) === value;
  const added = places.filter((place) => isFree(place, undefined)).map((at) => withValueAt(body, at, tag));
  const found = added.find((candidate) => meansTheSame?.(body, candidate));
  const empty = places.find((place) => isFree(place, ""));
  return found ?? (empty === undefined ? undefined : withValueAt(body, empty, tag));
}

/** JSON pointers to the places of a body's top that carry a tag of this length, in the document's order. */
export function tagPlaces(schema: Schema, schemas: Schemas, length = 0): string[] {
  const { properties = {} } = resolve(schema, "", schemas).schema;
  return Object.entries(properties)
    .filter(([, property]) => carries(resolve(property, "", schemas).schema, length))
    .map(([name]) => `/${escapeToken(name)}`);
}

const carries = (schema: SchemaObject, length: number): boolean =>
  schema["x-tag"] === true && length <= (schema.maxLength ?? Number.POSITIVE_INFINITY);

const known = new WeakMap<SchemaObject, boolean>();

const MOST_SCHEMAS = 1000;

/** Whether a value of the schema may hold something to bind, or the tag; looked up once for each schema. */
function isMarked(schema: Schema | undefined, schemas: Schemas): boolean {
  if (typeof schema !== "object") return false;
  const found = known.get(schema) ?? reachesMark(schema, schemas, new Set());
  known.set(schema, found);
  return found;
}

function reachesMark(schema: Schema | undefined, schemas: Schemas, seen: Set<Schema>): boolean {
  if (typeof schema !== "object" || seen.has(schema)) return false;
  // Parts that are joined anew each time have no end: such a body is walked through.
  if (seen.size > MOST_SCHEMAS) return true;
  seen.add(schema);
  const { schema: resolved } = resolve(schema, "", schemas);
  const { items, properties = {}, additionalProperties, oneOf = [], anyOf = [] } = resolved;
  const below = [items, ...Object.values(properties), additionalProperties, ...oneOf, ...anyOf];
  return (
    resolved["x-binding"] !== undefined ||
    resolved["x-unique"] === true ||
    resolved["x-tag"] === true ||
    below.some((one) => reachesMark(one, schemas, seen))
  );
}

const marked = new WeakMap<SchemaObject, ReadonlyMap<string, Schema>>();

/** The properties that may hold something to bind; undefined where a property may be of a part, or of any name. */
function markedProperties(schema: SchemaObject, schemas: Schemas): ReadonlyMap<string, Schema> | undefined {
  const { properties = {}, oneOf, anyOf, additionalProperties } = schema;
  if (oneOf !== undefined || anyOf !== undefined || typeof additionalProperties === "object")
    return undefined;
  const found =
    marked.get(schema) ?? new Map(Object.entries(properties).filter(([, one]) => isMarked(one, schemas)));
  marked.set(schema, found);
  return found;
}

class Binder {
  readonly missing = new Set<string>();
  /** In how many places the tag stands. */
  carries = 0;
  readonly #schemas: Schemas;
  readonly #account: Account;
  readonly #tag: string;
  readonly #keep: string | undefined;
  readonly #used = new Map<string, number>();
  #uniques = 0;

  constructor(schemas: Schemas, account: Account, { tag, keep }: BindOptions) {
    this.#schemas = schemas;
    this.#account = account;
    this.#tag = tag;
    this.#keep = keep;
  }

  bind(value: Json, schema: Schema | undefined, at: string): Json {
    if ((at === this.#keep && at !== "") || !isMarked(schema, this.#schemas)) return value;
    const { schema: resolved } = resolve(schema, "", this.#schemas);
    if (typeof value === "string") return this.#bindText(value, resolved);
    if (Array.isArray(value) && resolved.items !== undefined) {
      return value.map((item, index) => this.bind(item, resolved.items, `${at}/${index}`));
    }
    if (!isObject(value)) return value;
    return this.#bindMembers(value, resolved, at);
  }

  #bindMembers(value: JsonObject, schema: SchemaObject, at: string): JsonObject {
    const named = markedProperties(schema, this.#schemas);
    let bound = value;
    for (const name in value) {
      const property = named === undefined ? this.#property(schema, name) : named.get(name);
      if (property === undefined) continue;
      const member = value[name] as Json;
      const made = this.bind(member, property, `${at}/${escapeToken(name)}`);
      if (made === member) continue;
      if (bound === value) bound = copied(value);
      setOwn(bound, name, made);
    }
    return bound;
  }

  #property(schema: SchemaObject, name: string): Schema | undefined {
    const listed = own(schema.properties, name);
    if (listed !== undefined) return listed;
    for (const part of [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])]) {
      const found = this.#property(resolve(part, "", this.#schemas).schema, name);
      if (found !== undefined) return found;
    }
    return typeof schema.additionalProperties === "object" ? schema.additionalProperties : undefined;
  }

  #bindText(value: string, schema: SchemaObject): string {
    const env = schema["x-binding"]?.env;
    if (env !== undefined) return this.#bound(env, value);
    const isTagged = carries(schema, this.#tag.length + 1);
    if (schema["x-unique"]) {
      if (isTagged) this.carries += 1;
      this.#uniques += 1;
      return `${this.#tag}-${this.#uniques}${value === "" ? "" : `-${value}`}`;
    }
    // What is empty is mostly meant to be; another place then carries the tag.
    if (!isTagged || value === "") return value;
    this.carries += 1;
    return withPrefix(value, `${this.#tag} `, schema);
  }

  /** Each use in one body takes the next value, so that two members are two people; one too few counts as missing. */
  #bound(env: string, value: string): string {
    const values = this.#account.bindings[env];
    if (values === undefined) return value;
    const index = this.#used.get(env) ?? 0;
    this.#used.set(env, index + 1);
    const found = values[index] ?? values[0];
    if (found === undefined || index >= values.length) this.missing.add(env);
    return found ?? value;
  }
}

/** The text behind the tag, which an endpoint that shortens it then leaves; where its length has a bound, a long one keeps it. */
function withPrefix(value: string, prefix: string, { maxLength }: SchemaObject): string {
  if (maxLength === undefined) return prefix + value;
  const letters = Array.from(value);
  const isLong = letters.length >= prefix.length;
  return (
    prefix +
    letters.slice(isLong ? prefix.length : 0, isLong ? undefined : maxLength - prefix.length).join("")
  );
}
