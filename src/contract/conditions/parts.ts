import { escapeToken } from "../../core/json.ts";
import type { Schema, SchemaObject } from "../contract.ts";

/** The condition as several that hold together exactly when it does, each about fewer locations. */
export function conjuncts(schema: Schema): Schema[] {
  if (typeof schema !== "object") return [schema];
  const { allOf, if: condition, then, else: otherwise, properties, items, ...rest } = schema;
  const parts: Schema[] = (allOf ?? []).flatMap(conjuncts);
  for (const [name, property] of Object.entries(properties ?? {})) {
    parts.push(...conjuncts(property).map((part) => ({ properties: { [name]: part } })));
  }
  if (items !== undefined) parts.push(...conjuncts(items).map((part) => ({ items: part })));
  if (condition !== undefined) {
    if (then !== undefined) parts.push(...conjuncts(then).map((part) => ({ if: condition, then: part })));
    if (otherwise !== undefined)
      parts.push(...conjuncts(otherwise).map((part) => ({ if: condition, else: part })));
  }
  if (Object.keys(rest).length > 0) parts.push(rest);
  return parts;
}

/** The locations that a condition looks at, as location pointers. */
export function mentions(schema: Schema | undefined, at = ""): Set<string> {
  const found = new Set<string>();
  if (typeof schema !== "object") return at === "" ? found : found.add(at);
  const add = (part: Schema, below: string): void => {
    for (const pointer of mentions(part, below)) found.add(pointer);
  };
  if (looksAtItself(schema) && at !== "") found.add(at);
  for (const name of schema.required ?? []) found.add(`${at}/${escapeToken(name)}`);
  for (const [name, property] of Object.entries(schema.properties ?? {}))
    add(property, `${at}/${escapeToken(name)}`);
  for (const part of partsIn(schema.items, schema.contains)) add(part, `${at}/-`);
  const { allOf = [], anyOf = [] } = schema;
  for (const part of partsIn(...allOf, ...anyOf, schema.not, schema.if, schema.then, schema.else))
    add(part, at);
  return found;
}

const partsIn = (...parts: readonly (Schema | undefined)[]): Schema[] =>
  parts.filter((part) => part !== undefined);

const LOOKS = [
  "type",
  "const",
  "enum",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "pattern",
  "minItems",
  "maxItems",
  "items",
  "contains",
] as const;

const looksAtItself = (schema: SchemaObject): boolean =>
  LOOKS.some((keyword) => schema[keyword] !== undefined);
