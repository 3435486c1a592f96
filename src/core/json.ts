/** JSON values and JSON pointers (RFC 6901). */

export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value where it is an object, else an empty one. */
export const objectOf = (value: unknown): JsonObject => (isObject(value) ? value : {});

/** Number of levels of a value that are read: far more than docs describe, and fewer than any stack holds. */
export const MOST_DEPTH = 100;

/** Stands in place of a value that is deeper. */
export const TOO_DEEP = `… more than ${MOST_DEPTH} levels deep`;

/** Parses a JSON text, with a note in place of what is deeper than `MOST_DEPTH`; undefined where it is not JSON. */
export function parsed(text: string): Json | undefined {
  const value = jsonIn(text);
  return isDeeper(value) ? cutBelow(value ?? null, MOST_DEPTH) : value;
}

/** The value that a text is as JSON, however deep; undefined where it is none. */
export function jsonIn(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** True if objects and lists nest more than `most` levels deep; looks no further down than that. */
export function isDeeper(value: unknown, most = MOST_DEPTH): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (most === 0) return true;
  const members = Array.isArray(value) ? value : Object.values(value);
  return members.some((member) => isDeeper(member, most - 1));
}

function cutBelow(value: Json, most: number): Json {
  if (typeof value !== "object" || value === null) return value;
  if (most === 0) return TOO_DEEP;
  if (Array.isArray(value)) return value.map((item) => cutBelow(item, most - 1));
  const copy: JsonObject = {};
  for (const [name, member] of Object.entries(value)) setOwn(copy, name, cutBelow(member, most - 1));
  return copy;
}

/** A text as it is, any other value as JSON: unlike `String`, it never fails, whatever names the members have. */
export const inWords = (value: unknown): string =>
  typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));

/** The JSON Schema type of a value; whole numbers are `integer`. */
export function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number" && Number.isInteger(value)) return "integer";
  return typeof value;
}

/** Deep equality of JSON values; the order of keys does not count, that of items does, and -0 equals 0. */
export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => equal(item, b[index]));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]))
  );
}

export const escapeToken = (token: string): string =>
  // Hardly any token needs escaping, and this runs for every location of every body.
  token.includes("~") || token.includes("/") ? token.replaceAll("~", "~0").replaceAll("/", "~1") : token;

export function tokensOf(pointer: string): string[] {
  const tokens = pointer.split("/").slice(1);
  return pointer.includes("~")
    ? tokens.map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"))
    : tokens;
}

/** The value at a pointer, or undefined where there is none. */
export function valueAt(root: unknown, pointer: string): unknown {
  let value = root;
  for (const token of tokensOf(pointer)) {
    if (Array.isArray(value)) value = /^(0|[1-9]\d*)$/.test(token) ? value[Number(token)] : undefined;
    else if (isObject(value) && Object.hasOwn(value, token)) value = value[token];
    else return undefined;
  }
  return value;
}

/**
 * A copy with the value at the pointer replaced; `undefined` removes it. The parent must exist. What is in `owned` is changed
 * as it stands, and what is copied goes there, so that many changes of one value cost one copy.
 */
export function withValueAt(root: Json, pointer: string, value: Json | undefined, owned?: Set<object>): Json {
  return replaced(root, tokensOf(pointer), 0, value, owned) ?? null;
}

function replaced(
  root: Json | undefined,
  tokens: readonly string[],
  depth: number,
  value: Json | undefined,
  owned: Set<object> | undefined,
): Json | undefined {
  const token = tokens[depth];
  if (token === undefined) return value;
  if (Array.isArray(root)) {
    const index = Number(token);
    const item = replaced(root[index], tokens, depth + 1, value, owned);
    const list = ownedBy(owned, root, () => [...root]);
    if (item === undefined) list.splice(index, 1);
    else list[index] = item;
    return list;
  }
  if (!isObject(root)) throw new RangeError(`nothing to replace at /${tokens.slice(0, depth + 1).join("/")}`);
  const before = Object.hasOwn(root, token) ? root[token] : undefined;
  const member = replaced(before, tokens, depth + 1, value, owned);
  const object = ownedBy(owned, root, () => copied(root));
  if (member === undefined) delete object[token];
  else setOwn(object, token, member);
  return object;
}

/** The value itself where it is owned, else a copy that counts as owned from now on. */
function ownedBy<T extends object>(owned: Set<object> | undefined, value: T, copy: () => T): T {
  if (owned?.has(value)) return value;
  const made = copy();
  owned?.add(made);
  return made;
}

/** A copy of the object itself, not of what it holds; for bodies, which are mostly unlike each other, a spread is slow. */
export function copied(object: JsonObject): JsonObject {
  const copy: JsonObject = {};
  for (const name in object) setOwn(copy, name, object[name] as Json);
  return copy;
}

/** Sets an own property, `__proto__` included. */
export function setOwn(object: JsonObject, key: string, value: Json): void {
  // Only this name has a setter on the prototype; a plain assignment is many times faster.
  if (key === "__proto__")
    Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  else object[key] = value;
}

/** A table by names that others chose: without a prototype, nothing is found in it that was not put there. */
export const bare = <T>(table: { readonly [name: string]: T } = {}): { [name: string]: T } =>
  Object.assign(Object.create(null), table);

/** The entry under a name in a table, never a property that every object inherits. */
export const own = <T>(table: { readonly [name: string]: T } | undefined, name: string): T | undefined =>
  table !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;

/** A pointer for people: `/a/0/b` is `a[].b`. */
export const dotted = (pointer: string): string =>
  tokensOf(pointer).reduce(
    (path, token) => (/^(\d+|-)$/.test(token) ? `${path}[]` : path === "" ? token : `${path}.${token}`),
    "",
  );

/** Writes JSON as `JSON.stringify` does, but with the sign of -0, which JSON can carry. */
export function jsonText(value: Json): string {
  if (!hasNegativeZero(value)) return JSON.stringify(value);
  const text = JSON.stringify(value, (_, member: unknown) =>
    Object.is(member, -0) ? NEGATIVE_ZERO : member,
  );
  return text.replaceAll(`"${NEGATIVE_ZERO}"`, "-0");
}

const NEGATIVE_ZERO = "\ue000-0\ue000";

function hasNegativeZero(value: Json): boolean {
  if (typeof value === "number") return Object.is(value, -0);
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) {
    for (const item of value) if (hasNegativeZero(item)) return true;
    return false;
  }
  for (const key in value) {
    const member = value[key];
    if ((typeof member === "number" || typeof member === "object") && hasNegativeZero(member)) return true;
  }
  return false;
}
