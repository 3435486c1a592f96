/** Schemas in one canonical form, so that equal meanings compare equal: references, `allOf`, null, key order. */
import { createHash } from "node:crypto";
import type { Schema, SchemaObject } from "../contract/contract.ts";
import { merge, refName, type Schemas } from "../contract/schema.ts";
import { SuiteError } from "../core/errors.ts";
import { escapeToken, isObject } from "../core/json.ts";
import { EMPTY, type Open, ownWords, type Shape, withUnion } from "./shape.ts";

/** The canonical form of a schema; `schemas` are the components that its references lead to. @throws SuiteError for parts that contradict */
export function shapeOf(schema: Schema | undefined, schemas: Schemas, origin: string): Shape {
  return new Reader(schemas).read(schema, origin, []);
}

interface Flat {
  readonly schema: SchemaObject;
  readonly origin: string;
  readonly refs: readonly string[];
  /** The pointers of properties that another schema contributes. */
  readonly propertyPointers: ReadonlyMap<string, string>;
}

class Reader {
  readonly #schemas: Schemas;

  constructor(schemas: Schemas) {
    this.#schemas = schemas;
  }

  /** Reads one schema; `refs` are the references on the path to it: a schema inside itself adds nothing. */
  read(given: Schema | undefined, at: string, refs: readonly string[]): Shape {
    const flat = this.#flat(given, at, refs);
    if (flat === undefined) return finish({ ...EMPTY, bounds: { $ref: "itself" }, origin: at });
    const { schema, origin, propertyPointers } = flat;
    const below = (part: Schema, path: string): Shape => this.read(part, path, flat.refs);
    const alternatives = [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])];
    const keyword = schema.oneOf === undefined ? "anyOf" : "oneOf";
    const union = alternatives.map((part, index) => below(part, `${origin}/${keyword}/${index}`));
    const rest = schema.additionalProperties;
    const properties = Object.entries(schema.properties ?? {}).map(
      ([name, part]) =>
        [
          name,
          below(part, propertyPointers.get(name) ?? `${origin}/properties/${escapeToken(name)}`),
        ] as const,
    );
    return finish(
      withUnion(
        {
          ...ownWords(schema),
          properties: new Map(properties),
          required: new Set((schema.required ?? []).filter((name) => typeof name === "string")),
          ...(schema.items === undefined ? {} : { items: below(schema.items, `${origin}/items`) }),
          ...(isObject(rest) ? { rest: below(rest as Schema, `${origin}/additionalProperties`) } : {}),
          union: [],
          origin,
        },
        union,
      ),
    );
  }

  /** References followed and `allOf` merged; undefined where the schema is inside itself. */
  #flat(given: Schema | undefined, at: string, refs: readonly string[]): Flat | undefined {
    const none = new Map<string, string>();
    if (typeof given !== "object")
      return { schema: given === false ? { not: {} } : {}, origin: at, refs, propertyPointers: none };
    if (given.$ref !== undefined) {
      const { $ref, ...own } = given;
      if (refs.includes($ref)) return undefined;
      const target = this.#flat(this.#schemas[refName($ref)], $ref, [...refs, $ref]);
      if (target === undefined || Object.keys(own).length === 0) return target;
      return {
        ...target,
        schema: mergeAt(at, target.schema, own),
        propertyPointers: propertyPointersOf(target, { schema: own, origin: at }),
      };
    }
    if (given.allOf === undefined) return { schema: given, origin: at, refs, propertyPointers: none };
    const { allOf, ...own } = given;
    const parts = allOf.flatMap((part, index) => this.#flat(part, `${at}/allOf/${index}`, refs) ?? []);
    const all = [...parts, { schema: own, origin: at, refs, propertyPointers: none }];
    const schema = all.reduce<SchemaObject>((sum, part) => mergeAt(at, sum, part.schema), {});
    // A schema that is nothing but a reference in `allOf` counts as the schema that it refers to.
    const origin = parts.length === 1 && own.properties === undefined ? (parts[0]?.origin ?? at) : at;
    const propertyPointers = new Map(all.flatMap((part) => [...propertyPointersOf(part)]));
    return { schema, origin, refs: [...new Set(all.flatMap((part) => part.refs))], propertyPointers };
  }
}

/** @throws SuiteError that names the place where two schemas contradict each other */
function mergeAt(at: string, left: SchemaObject, right: SchemaObject): SchemaObject {
  try {
    return merge(left, right);
  } catch (error) {
    if (!(error instanceof SuiteError)) throw error;
    throw new SuiteError(`${at}: ${error.message}; correct a copy of the document, and compare that`);
  }
}

function propertyPointersOf(
  ...parts: readonly {
    readonly schema: SchemaObject;
    readonly origin: string;
    readonly propertyPointers?: Flat["propertyPointers"];
  }[]
): Map<string, string> {
  return new Map(
    parts.flatMap(({ schema, origin, propertyPointers }) =>
      Object.keys(schema.properties ?? {}).map(
        (name) => [name, propertyPointers?.get(name) ?? `${origin}/properties/${escapeToken(name)}`] as const,
      ),
    ),
  );
}

function finish(open: Open): Shape {
  const { origin: _, examples: _examples, ...meaning } = open;
  const text = inOneOrder({
    ...meaning,
    values: meaning.values?.map((value) => inOneOrder(value)).sort(),
    bounds: Object.entries(meaning.bounds).sort(([a], [b]) => (a < b ? -1 : 1)),
    properties: [...meaning.properties]
      .map(([name, { key }]) => [name, key])
      .sort(([a = ""], [b = ""]) => (a < b ? -1 : 1)),
    required: [...meaning.required].sort(),
    items: meaning.items?.key,
    rest: meaning.rest?.key,
    union: meaning.union.map((alternative) => alternative.key).sort(),
  });
  return { ...open, key: createHash("sha256").update(text).digest("base64") };
}

/** JSON with its keys in alphabetical order, so that what is equal reads equal. */
function inOneOrder(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    isObject(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}

/** The shape that allows every value. */
export const ANYTHING: Shape = shapeOf(true, {}, "");
