import { inWords, isObject, type Json, own } from "../core/json.ts";
import type { Operation, Schema, SchemaObject } from "./contract.ts";
import { entriesOfClass } from "./documented-status.ts";
import type { ListPointers } from "./list-pointers.ts";
import { parametersIn } from "./parameters.ts";
import { resolve, type Schemas, typesOf } from "./schema.ts";
import { SchemaAtLocation } from "./schema-at-location.ts";

/** A query parameter of a list that names a property of its items, which all items have with its value. */
export interface ListFilter {
  readonly name: string;
  /** True for a free text, which an item may hold as a part. */
  readonly isFree: boolean;
}

/** Types of values that can be compared with a parameter. */
const SCALARS: ReadonlySet<string> = new Set(["string", "integer", "number", "boolean"]);

/** The filters of an operation that lists. */
export function filtersOf(
  operation: Operation,
  { items, pages = {} }: ListPointers,
  schemas: Schemas,
): readonly ListFilter[] {
  const [entry = ""] = entriesOfClass(operation.responses, "2");
  const { schema, docs } = operation.responses[entry] ?? {};
  const item = schema && docs ? new SchemaAtLocation(schema, docs, schemas).at(items)?.item() : undefined;
  const paging: readonly unknown[] = [pages.size, pages.page, pages.offset, pages.cursor];
  return parametersIn(operation, "query").flatMap(({ name, schema: asked }) => {
    const property = paging.includes(name) ? undefined : item?.child(name)?.schema;
    const wanted = itemOrItself(asked, schemas);
    if (property === undefined || !isComparable(property) || !isComparable(wanted)) return [];
    return [{ name, isFree: isFreeText(property) && isFreeText(wanted) }];
  });
}

/** The schema of a parameter's value, or of the values in its list. */
function itemOrItself(schema: Schema, schemas: Schemas): SchemaObject {
  const { schema: found } = resolve(schema, "", schemas);
  return found.type === "array" ? resolve(found.items, "", schemas).schema : found;
}

const isComparable = (schema: SchemaObject): boolean => {
  const types = typesOf(schema).filter((type) => type !== "null");
  return types.length > 0 && types.every((type) => SCALARS.has(type));
};

const isFreeText = (schema: SchemaObject): boolean =>
  typesOf(schema).includes("string") &&
  schema.enum === undefined &&
  schema.const === undefined &&
  schema.format === undefined;

/** True if an item has what a filter asks for, or does not show whether it does. */
export function keepsFilter({ name, isFree }: ListFilter, value: Json, item: unknown): boolean {
  const found = isObject(item) ? own(item, name) : undefined;
  if (found === undefined || found === null || value === "") return true;
  const wanted = (Array.isArray(value) ? value : [value]).map(String);
  return wanted.some((text) =>
    isFree ? inWords(found).toLowerCase().includes(text.toLowerCase()) : inWords(found) === text,
  );
}
