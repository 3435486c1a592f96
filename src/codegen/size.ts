import type { Operation, Schema } from "../contract/contract.ts";
import type { DocPointer } from "../contract/pointers.ts";
import { refName, resolve, type Schemas } from "../contract/schema.ts";
import { SuiteError } from "../core/errors.ts";
import { escapeToken } from "../core/json.ts";
import {
  CHARACTERS_OF_A_VALUE,
  listLength,
  MOST_IN_LIST,
  MOST_LEVELS,
  MOST_LISTED,
  MOST_LOCATIONS,
  MOST_VALUES,
} from "../core/limits.ts";

/** @throws SuiteError where a request body has more places than cases can be made for, or can only be larger than can be sent */
export function checkSize({ requestBody }: Operation, schemas: Schemas, document: string): void {
  if (requestBody === undefined) return;
  new Measure(schemas, document).smallest(requestBody.schema, requestBody.docs);
}

/** Walks a body as the generators unfold it, references written out, until it is too large. */
class Measure {
  readonly #schemas: Schemas;
  readonly #document: string;
  readonly #open: string[] = [];
  #places = 0;
  #levels = 0;

  constructor(schemas: Schemas, document: string) {
    this.#schemas = schemas;
    this.#document = document;
  }

  /** Number of values that the smallest value of the schema consists of. */
  smallest(schema: Schema, docs: DocPointer): number {
    const name = typeof schema === "object" && schema.$ref !== undefined ? refName(schema.$ref) : undefined;
    if (name !== undefined && this.#open.includes(name)) return 1;
    this.#places += 1;
    if (this.#places > MOST_LOCATIONS)
      throw this.#refusal(docs, `the body has more than ${MOST_LOCATIONS} places`, "describe fewer");
    this.#levels += levelsOf(schema);
    if (this.#levels > MOST_LEVELS)
      throw this.#refusal(docs, `the body has more than ${MOST_LEVELS} values to combine`, "describe fewer");
    if (name !== undefined) this.#open.push(name);
    const size = this.#inside(schema, docs);
    if (name !== undefined) this.#open.pop();
    if (size > MOST_VALUES)
      throw this.#refusal(
        docs,
        `even the smallest value holds more than ${MOST_VALUES} values, or that much text`,
        "ask for fewer",
      );
    return size;
  }

  #inside(given: Schema, at: DocPointer): number {
    const { schema, docs } = resolve(given, at, this.#schemas);
    let size = 1 + Math.floor((schema.minLength ?? 0) / CHARACTERS_OF_A_VALUE);
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      const inner = this.smallest(property, `${docs}/properties/${escapeToken(name)}`);
      if (schema.required?.includes(name)) size += inner;
    }
    if (schema.items !== undefined) {
      const item = this.smallest(schema.items, `${docs}/items`);
      size += (schema.minItems ?? 0) * item;
      // Lists are tried as long as they may be, and longer.
      if ((listLength(schema.maxItems) ?? 0) * item > MOST_IN_LIST)
        throw this.#refusal(
          docs,
          `the longest list holds more than ${MOST_IN_LIST} values, or that much text`,
          "allow fewer",
        );
    }
    if (typeof schema.additionalProperties === "object")
      this.smallest(schema.additionalProperties, `${docs}/additionalProperties`);
    return size + this.#least(schema.oneOf, `${docs}/oneOf`) + this.#least(schema.anyOf, `${docs}/anyOf`);
  }

  #least(parts: readonly Schema[] | undefined, docs: DocPointer): number {
    if (parts === undefined) return 0;
    return Math.min(...parts.map((part, index) => this.smallest(part, `${docs}/${index}`)));
  }

  #refusal(docs: DocPointer, what: string, todo: string): SuiteError {
    return new SuiteError(`${this.#document}${docs}: ${what}, which is unsupported; ${todo}`);
  }
}

/** Number of levels that a location has at most: left out, and its listed values or few others. */
const levelsOf = (schema: Schema): number =>
  1 + (typeof schema === "object" ? Math.min(schema.enum?.length ?? 1, MOST_LISTED + 1) : 1);
