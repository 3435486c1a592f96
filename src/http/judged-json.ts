import { type Json, type JsonObject, jsonIn, MOST_DEPTH, setOwn, TOO_DEEP } from "../core/json.ts";
import {
  type Excess,
  leavesUnread,
  MOST_BYTES,
  MOST_ITEMS,
  MOST_NAME_CHARACTERS,
  MOST_VALUES,
} from "./answer-limits.ts";

/** The part of a body that is judged. */
export interface JudgedJson {
  /** Undefined where the body is no JSON, or more than can be judged. */
  readonly json: Json | undefined;
  /** The limits that the body exceeds. */
  readonly excess: readonly Excess[];
}

/** The JSON value of a text, without what is over the limits: deeper values, further items, members with long names. */
export function judgedJson(text: string): JudgedJson {
  if (text.length > MOST_BYTES) return { json: undefined, excess: ["bytes"] };
  const json = jsonIn(text);
  const excess = json === undefined ? [] : excessIn(json);
  if (leavesUnread(excess)) return { json: undefined, excess };
  return { json: excess.length === 0 ? json : withinLimits(json, MOST_DEPTH), excess };
}

function excessIn(root: Json): Excess[] {
  const count = new Count();
  count.add(root, MOST_DEPTH);
  return [...count.excess];
}

/** Counts the values of a body, and notes the limits that they exceed. */
class Count {
  readonly excess = new Set<Excess>();
  #left = MOST_VALUES;

  add(value: Json | undefined, levels: number): void {
    this.#left -= 1;
    if (this.#left < 0) this.excess.add("values");
    else if (typeof value !== "object" || value === null) return;
    else if (levels === 0) this.excess.add("depth");
    else if (Array.isArray(value)) this.#addItems(value, levels - 1);
    else this.#addMembers(value, levels - 1);
  }

  #addItems(list: readonly Json[], levels: number): void {
    if (list.length > MOST_ITEMS) this.excess.add("items");
    for (let index = 0; index < list.length && index < MOST_ITEMS && this.#left >= 0; index++)
      this.add(list[index], levels);
  }

  #addMembers(object: JsonObject, levels: number): void {
    for (const name in object) {
      if (this.#left < 0) return;
      if (name.length > MOST_NAME_CHARACTERS) this.excess.add("name-characters");
      else this.add(object[name], levels);
    }
  }
}

function withinLimits(value: Json | undefined, levels: number): Json {
  if (typeof value !== "object" || value === null) return value ?? null;
  if (levels === 0) return TOO_DEEP;
  if (Array.isArray(value)) return value.slice(0, MOST_ITEMS).map((item) => withinLimits(item, levels - 1));
  const copy: JsonObject = {};
  for (const [name, member] of Object.entries(value))
    if (name.length <= MOST_NAME_CHARACTERS) setOwn(copy, name, withinLimits(member, levels - 1));
  return copy;
}
