import { plainWords } from "../checks/violation/refusal-words.ts";
import type { Schema, SchemaObject } from "../contract/contract.ts";
import { equal, isObject, type Json, typeOf } from "../core/json.ts";
import type { Seen, SeenAnswer, Shown } from "./seen.ts";

/** Different values that are told one by one; more of them are told by their shape. */
const MOST_LISTED = 3;

/** The number of times that each of several listed values must have come back. */
const TIMES_LISTED = 3;

/** Levels of a value whose shape is told. */
const MOST_DEPTH = 3;

/**
 * The tightest description of all that came back: the one value, a few that came again and again, else their shape.
 * @param isOwn true for a text that is new in each run, so that it is told by its shape
 */
export function seenIn(all: readonly Shown[], isOwn: (text: string) => boolean): Seen {
  const answers = all.filter((shown): shown is SeenAnswer => "status" in shown);
  const [first] = answers;
  if (first) return seenAnswer(first, answers);
  const values = all.flatMap((shown) => ("value" in shown && shown.value !== undefined ? [shown.value] : []));
  const schema = values.length === 0 ? false : described(values, isOwn);
  return schema === false || values.length === all.length ? schema : { anyOf: [schema, false] };
}

function seenAnswer(first: SeenAnswer, all: readonly SeenAnswer[]): SeenAnswer {
  const { status, words } = first;
  const isSame =
    words !== undefined && all.every((answer) => plainWords(answer.words ?? "") === plainWords(words));
  return isSame && plainWords(words) !== "" ? { status, words } : { status };
}

function described(values: readonly Json[], isOwn: (text: string) => boolean): Schema {
  const different: Json[] = [];
  for (const value of values) {
    if (!different.some((known) => equal(known, value))) different.push(value);
    if (different.length > MOST_LISTED) break;
  }
  const [only] = different;
  if (only !== undefined && !different.some((value) => textsIn(value).some(isOwn))) {
    if (different.length === 1) return { const: only };
    const isListed = different.length <= MOST_LISTED && values.length >= TIMES_LISTED * different.length;
    if (isListed && different.every((value) => typeof value !== "object")) return { enum: different };
  }
  return shapeOf(values, MOST_DEPTH);
}

function textsIn(value: Json): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** The types of values, and of what they hold. */
function shapeOf(values: readonly Json[], depth: number): SchemaObject {
  const types = new Set(values.map(typeOf));
  if (types.has("number")) types.delete("integer");
  const [only] = types;
  const type = types.size === 1 && only !== undefined ? only : [...types].sort();
  if (depth === 0) return { type };
  const objects = values.filter(isObject);
  const lists = values.filter(Array.isArray);
  return {
    type,
    ...(objects.length > 0 && only === "object" ? membersOf(objects, depth) : {}),
    ...(lists.length > 0 ? itemsOf(lists.flat(), depth) : {}),
  };
}

function membersOf(objects: readonly { readonly [name: string]: Json }[], depth: number): SchemaObject {
  const names = [...new Set(objects.flatMap((object) => Object.keys(object)))];
  const required = names.filter((name) => objects.every((object) => Object.hasOwn(object, name)));
  const properties = names.map((name) => {
    const members = objects.flatMap((object) => (Object.hasOwn(object, name) ? [object[name] as Json] : []));
    return [name, shapeOf(members, depth - 1)];
  });
  return names.length === 0 ? {} : { required, properties: Object.fromEntries(properties) };
}

const itemsOf = (items: readonly Json[], depth: number): SchemaObject =>
  items.length === 0 ? { maxItems: 0 } : { items: shapeOf(items, depth - 1) };
