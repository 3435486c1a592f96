import type { Json, JsonObject } from "../core/json.ts";
import { equal, isObject } from "../core/json.ts";

/** Lists whose order says nothing. */
const UNORDERED = new Set(["required", "enum", "type", "parameters"]);

/** True if two documents say the same: the order of keys, names and values, and the edition of the docs do not count. */
export function isSameContract(one: JsonObject, other: JsonObject): boolean {
  return equal(contractOf(one), contractOf(other));
}

function contractOf(document: JsonObject): Json {
  const { info: _, ...rest } = document;
  return sorted(rest);
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([key, member]): [string, Json] => {
    const inner = sorted(member);
    return [key, UNORDERED.has(key) && Array.isArray(inner) ? inner.toSorted(byText) : inner];
  });
  return Object.fromEntries(members);
}

const byText = (a: Json, b: Json): number => (keyOf(a) < keyOf(b) ? -1 : 1);

/** Objects may have their keys in any order, and a parameter is known by its name and place. */
const keyOf = (value: Json): string =>
  isObject(value) ? JSON.stringify([value.in ?? "", value.name ?? ""]) : JSON.stringify(value);
