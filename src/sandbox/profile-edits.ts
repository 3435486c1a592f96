import type { Json, JsonObject } from "../core/json.ts";
import { isObject, setOwn, tokensOf } from "../core/json.ts";

/** Changes to a JSON value, by JSON pointer; a token `*` stands for every item of a list. */
export interface Edits {
  /** Pointers of the values to remove. */
  readonly remove?: readonly string[];
  /** Values to set, replacing those there are. */
  readonly set?: { readonly [pointer: string]: Json };
  /** Values to set where there is none. */
  readonly default?: { readonly [pointer: string]: Json };
  /** Pointers of values to copy: from the one on the right, where it leads to a value, to the one on the left. */
  readonly copy?: { readonly [pointer: string]: string };
  /** Pointers of values to move, as `copy` has them. */
  readonly rename?: { readonly [pointer: string]: string };
}

/** Values for the placeholders of a template. */
export interface Values {
  /** `{trace}`: new for each answer. */
  readonly trace: string;
  /** `{time}`: a later one for each answer, as RFC 3339 has it. */
  readonly time: string;
  /** `{id}`: new for each text that holds it. */
  readonly id: () => string;
  /** `{resource}`, alone in its text: the entity that the answer is about. */
  readonly resource: Json;
  /** `{undeclared}`: a text of a list that holds it stands once for each of these names. */
  readonly undeclared?: readonly string[];
}

/** A copy of the value with the changes made, in the order remove, set, default, copy, rename. */
export function edited(value: Json, edits: Edits, values: Values): Json {
  const copy = structuredClone(value);
  for (const pointer of edits.remove ?? []) change(copy, tokensOf(pointer), () => undefined);
  for (const [pointer, template] of Object.entries(edits.set ?? {}))
    change(copy, tokensOf(pointer), () => fillTemplate(template, values));
  for (const [pointer, template] of Object.entries(edits.default ?? {}))
    change(copy, tokensOf(pointer), (there) => there ?? fillTemplate(template, values));
  for (const [pointer, from] of Object.entries(edits.copy ?? {})) put(copy, pointer, from, false);
  for (const [pointer, from] of Object.entries(edits.rename ?? {})) put(copy, pointer, from, true);
  return copy;
}

/** Copies or moves the value at one pointer to another, where there is one. */
function put(root: Json, pointer: string, from: string, moves: boolean): void {
  const found = valueAtTokens(root, tokensOf(from));
  if (found === undefined) return;
  change(root, tokensOf(pointer), () => found);
  if (moves) change(root, tokensOf(from), () => undefined);
}

/** The template with its placeholders filled in. */
export function fillTemplate(template: Json, values: Values): Json {
  if (typeof template === "string") return filledText(template, values);
  if (Array.isArray(template)) return template.flatMap((item) => filledItem(item, values));
  if (!isObject(template)) return template;
  const filled: JsonObject = {};
  for (const [name, member] of Object.entries(template)) setOwn(filled, name, fillTemplate(member, values));
  return filled;
}

const RESOURCE = placeholder("resource");
const UNDECLARED = placeholder("undeclared");

function placeholder(name: string): string {
  return `{${name}}`;
}

function filledText(text: string, { trace, time, id, resource }: Values): Json {
  if (text === RESOURCE) return resource;
  return text
    .replaceAll(placeholder("trace"), trace)
    .replaceAll(placeholder("time"), time)
    .replaceAll(placeholder("id"), id);
}

function filledItem(item: Json, values: Values): Json[] {
  if (typeof item !== "string" || !item.includes(UNDECLARED)) return [fillTemplate(item, values)];
  return (values.undeclared ?? []).map((name) => item.replaceAll(UNDECLARED, name));
}

/** Replaces the value at the pointer in place; `undefined` removes it. Does nothing where the parent is missing. */
function change(
  root: Json,
  [token, ...rest]: readonly string[],
  make: (there: Json | undefined) => Json | undefined,
): void {
  if (token === undefined) return;
  if (Array.isArray(root)) {
    if (token === "*") for (const item of root) change(item, rest, make);
    return;
  }
  if (!isObject(root)) return;
  const there = Object.hasOwn(root, token) ? root[token] : undefined;
  if (rest.length > 0) {
    if (there !== undefined) change(there, rest, make);
    return;
  }
  const value = make(there);
  if (value === undefined) delete root[token];
  else setOwn(root, token, value);
}

function valueAtTokens(root: Json, tokens: readonly string[]): Json | undefined {
  return tokens.reduce<Json | undefined>(
    (value, token) => (isObject(value) && Object.hasOwn(value, token) ? value[token] : undefined),
    root,
  );
}
