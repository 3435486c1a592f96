import type { Json, JsonObject } from "../core/json.ts";
import { equal, isObject } from "../core/json.ts";
import { DEFINED, EXAMPLE_ONLY } from "./capture-notes.ts";

/** Lists whose order says nothing. */
const UNORDERED = new Set(["required", "enum", "type", "parameters"]);

/**
 * True if two documents say the same: the order of keys, names and values, and the edition of the docs do not count, nor do the
 * notes of a capture that one of them does not have.
 */
export function isSameContract(one: JsonObject, other: JsonObject): boolean {
  const isNoted = EXAMPLE_ONLY in one && EXAMPLE_ONLY in other;
  return equal(contractOf(one, isNoted), contractOf(other, isNoted));
}

function contractOf(document: JsonObject, isNoted: boolean): Json {
  const { info: _, [DEFINED]: __, [EXAMPLE_ONLY]: shown = null, ...rest } = document;
  return sorted(isNoted ? { ...rest, [EXAMPLE_ONLY]: shown } : rest);
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
