import { tokensOf } from "../core/json.ts";
import type { Schema, SchemaObject } from "./contract.ts";
import type { DocPointer } from "./pointers.ts";
import { propertyDocs, type ResolvedSchema, resolve, type Schemas } from "./schema.ts";

/**
 * The schema of an instance location, references followed; schemas below are looked up once, because every answer asks
 * for the same.
 */
export class SchemaAtLocation {
  readonly schema: SchemaObject;
  /** JSON pointer into the document. */
  readonly docs: DocPointer;
  readonly #located: ResolvedSchema;
  readonly #schemas: Schemas;
  /** By their pointers into the document, of which there are only so many. */
  readonly #below = new Map<string, SchemaAtLocation>();
  readonly #named = new Map<string, SchemaAtLocation>();
  #items: SchemaAtLocation | undefined;
  #properties: readonly (readonly [name: string, location: SchemaAtLocation])[] | undefined;

  constructor(schema: Schema | undefined, docs: DocPointer, schemas: Schemas) {
    this.#located = resolve(schema, docs, schemas);
    this.#schemas = schemas;
    this.schema = this.#located.schema;
    this.docs = this.#located.docs;
  }

  /** The location under a name, or under an index or `-`; undefined where nothing describes it. */
  child(token: string): SchemaAtLocation | undefined {
    const known = this.#named.get(token);
    if (known) return known;
    const found = this.#step(token);
    if (found && this.schema.properties && Object.hasOwn(this.schema.properties, token))
      this.#named.set(token, found);
    return found;
  }

  /** The location at a JSON pointer below this one; undefined where nothing describes it. */
  at(pointer: string): SchemaAtLocation | undefined {
    let found: SchemaAtLocation | undefined = this;
    for (const token of tokensOf(pointer)) found = found?.child(token);
    return found;
  }

  /** The location of any item. */
  item(): SchemaAtLocation | undefined {
    this.#items ??= this.#step("-");
    return this.#items;
  }

  /** The properties that the schema itself names. */
  properties(): readonly (readonly [name: string, location: SchemaAtLocation])[] {
    this.#properties ??= Object.keys(this.schema.properties ?? {}).flatMap((name) => {
      const location = this.child(name);
      return location ? [[name, location] as const] : [];
    });
    return this.#properties;
  }

  #step(token: string): SchemaAtLocation | undefined {
    const next = stepInto(this.#located, token, this.#schemas);
    if (next === undefined) return undefined;
    const known = this.#below.get(next.docs) ?? new SchemaAtLocation(next.schema, next.docs, this.#schemas);
    this.#below.set(next.docs, known);
    return known;
  }
}

function stepInto(
  located: ResolvedSchema,
  token: string,
  schemas: Schemas,
): { schema: Schema; docs: DocPointer } | undefined {
  const { schema, docs } = located;
  const { properties } = schema;
  const property = properties && Object.hasOwn(properties, token) ? properties[token] : undefined;
  if (property !== undefined) return { schema: property, docs: propertyDocs(located, token) };
  if (schema.items !== undefined && /^(\d+|-)$/.test(token))
    return { schema: schema.items, docs: `${docs}/items` };
  for (const keyword of ["oneOf", "anyOf"] as const) {
    for (const [index, part] of (schema[keyword] ?? []).entries()) {
      const at = resolve(part, `${docs}/${keyword}/${index}`, schemas);
      const found = stepInto(at, token, schemas);
      if (found) return found;
    }
  }
  if (typeof schema.additionalProperties === "object") {
    return { schema: schema.additionalProperties, docs: `${docs}/additionalProperties` };
  }
  return undefined;
}
