import { escapeToken } from "../core/json.ts";
import type { Schema, SchemaObject } from "./contract.ts";
import { resolve, type Schemas } from "./schema.ts";

/** Schemas followed from one before it counts as marked: parts that are joined anew each time have no end. */
const MOST_SCHEMAS = 1000;

/**
 * The locations of a request body that hold the account's values (`x-binding`) and the run's tag (`x-unique`, `x-tag`).
 */
export class AccountMarks {
  readonly schema: Schema;
  readonly #schemas: Schemas;
  readonly #marked = new Map<SchemaObject, boolean>();
  readonly #properties = new Map<SchemaObject, ReadonlyMap<string, Schema>>();

  constructor(schema: Schema, schemas: Schemas) {
    this.schema = schema;
    this.#schemas = schemas;
  }

  resolved(schema: Schema | undefined): SchemaObject {
    return resolve(schema, "", this.#schemas).schema;
  }

  /** JSON pointers to the properties of a body that carry a tag of this length, in the document's order. */
  tagPointers(length = 0): string[] {
    return Object.entries(this.resolved(this.schema).properties ?? {})
      .filter(([, property]) => carriesTag(this.resolved(property), length))
      .map(([name]) => `/${escapeToken(name)}`);
  }

  /** True if a value of the schema may hold a value of the account, or the tag. */
  isMarked(schema: Schema | undefined): boolean {
    if (typeof schema !== "object") return false;
    const found = this.#marked.get(schema) ?? this.#reachesMark(schema, new Set());
    this.#marked.set(schema, found);
    return found;
  }

  /** The marked properties of a resolved schema; undefined where a property may be of an alternative, or of any name. */
  markedProperties(schema: SchemaObject): ReadonlyMap<string, Schema> | undefined {
    const { properties = {}, oneOf, anyOf, additionalProperties } = schema;
    if (oneOf !== undefined || anyOf !== undefined || typeof additionalProperties === "object")
      return undefined;
    const found =
      this.#properties.get(schema) ??
      new Map(Object.entries(properties).filter(([, property]) => this.isMarked(property)));
    this.#properties.set(schema, found);
    return found;
  }

  #reachesMark(schema: Schema | undefined, seen: Set<Schema>): boolean {
    if (typeof schema !== "object" || seen.has(schema)) return false;
    if (seen.size > MOST_SCHEMAS) return true;
    seen.add(schema);
    const resolved = this.resolved(schema);
    const { items, properties = {}, additionalProperties, oneOf = [], anyOf = [] } = resolved;
    const below = [items, ...Object.values(properties), additionalProperties, ...oneOf, ...anyOf];
    return isMarked(resolved) || below.some((inner) => this.#reachesMark(inner, seen));
  }
}

/** True for a value of the account, which has only so many of them. */
export const isBound = (schema: SchemaObject): boolean => schema["x-binding"] !== undefined;

/** True for a value of the account, or one that carries the run's tag. */
export const isMarked = (schema: SchemaObject): boolean =>
  isBound(schema) || schema["x-unique"] === true || schema["x-tag"] === true;

/** True if a text of the schema is marked for the tag, and long enough for one of this length. */
export const carriesTag = (schema: SchemaObject, length: number): boolean =>
  schema["x-tag"] === true && length <= (schema.maxLength ?? Number.POSITIVE_INFINITY);
