/** JSON values and JSON pointers (RFC 6901). */
import type { Json, JsonObject } from "./contract.ts";

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value that a text is as JSON; undefined where it is none. */
export function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

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
  // Hardly any name needs it, and every place of every body is written out.
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

/** A copy with the value at the pointer replaced; `undefined` removes it. The parent must exist. */
export function withValueAt(root: Json, pointer: string, value: Json | undefined): Json {
  const [token, ...rest] = tokensOf(pointer);
  if (token === undefined) return value ?? null;
  const below = rest.map((one) => `/${escapeToken(one)}`).join("");
  if (Array.isArray(root)) {
    const index = Number(token);
    if (below === "" && value === undefined) return root.toSpliced(index, 1);
    return root.with(index, below === "" ? (value as Json) : withValueAt(root[index] ?? null, below, value));
  }
  if (!isObject(root)) throw new RangeError(`nothing to replace at ${pointer}`);
  const copy = { ...root };
  if (below === "" && value === undefined) delete copy[token];
  else setOwn(copy, token, below === "" ? (value as Json) : withValueAt(root[token] ?? null, below, value));
  return copy;
}

/** Sets an own property, `__proto__` included. */
export function setOwn(object: JsonObject, key: string, value: Json): void {
  // Only this name has a setter on the prototype; a plain assignment is many times faster.
  if (key === "__proto__")
    Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  else object[key] = value;
}

/** A pointer for people: `/a/0/b` is `a[].b`. */
export const dotted = (pointer: string): string =>
  tokensOf(pointer).reduce(
    (path, token) => (/^(\d+|-)$/.test(token) ? `${path}[]` : path === "" ? token : `${path}.${token}`),
    "",
  );

/** What `JSON.stringify` writes, but with the sign of -0, which JSON can carry. */
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
  if (Array.isArray(value)) return value.some(hasNegativeZero);
  for (const key in value) if (hasNegativeZero(value[key] ?? null)) return true;
  return false;
}
