import { type Schema as CfworkerSchema, type OutputUnit, Validator } from "@cfworker/json-schema";
import type { Contract, Operation, Schema } from "../../src/contract/contract.ts";
import type { Json } from "../../src/core/json.ts";
import { escapeToken, isObject } from "../../src/core/json.ts";

/** Validates by @cfworker/json-schema, straight from the document's schemas: no code of this project is in between. */
export class Independent {
  readonly #quick: Validator;
  readonly #thorough: Validator;

  constructor(schema: Schema, schemas: Contract["schemas"]) {
    const whole = { allOf: [schema], components: { schemas } } as unknown as CfworkerSchema;
    this.#quick = new Validator(whole, "2020-12", true);
    this.#thorough = new Validator(whole, "2020-12", false);
  }

  accepts(value: unknown): boolean {
    return this.#quick.validate(value).valid;
  }

  /** Every error, those of keywords that only sum up the errors below them left out. */
  errors(value: unknown): OutputUnit[] {
    return this.#thorough.validate(value).errors.filter(({ keyword }) => !SUMMARIES.has(keyword));
  }
}

const SUMMARIES = new Set(["$ref", "allOf", "anyOf", "oneOf", "properties", "items", "additionalProperties"]);

/** What an operation's request bodies must hold, by the independent validator. */
export interface IndependentOperation {
  readonly request: Independent;
  readonly rules: readonly {
    readonly id: string;
    readonly keeps: Independent;
    readonly breaks: Independent;
  }[];
}

export const independently = (contract: Contract, operation: Operation): IndependentOperation => ({
  request: new Independent(operation.requestBody!.schema, contract.schemas),
  rules: operation.rules.map(({ id, keeps, breaks }) => ({
    id,
    keeps: new Independent(keeps, contract.schemas),
    breaks: new Independent(breaks, contract.schemas),
  })),
});

/** What is wrong with a body that should be valid and keep every rule; undefined where nothing is. */
export function complaint({ request, rules }: IndependentOperation, body: unknown): string | undefined {
  if (!request.accepts(body)) return `invalid: ${JSON.stringify(request.errors(body))}`;
  const bent = rules.find(({ keeps, breaks }) => !keeps.accepts(body) || breaks.accepts(body));
  return bent && `breaks the rule ${bent.id}`;
}

/** Every place of a body with its value, the root first; `-` stands for any item, so that places repeat. */
export function* placesOf(
  body: Json,
  at = "",
  location = "",
): Iterable<{ at: string; location: string; value: Json }> {
  yield { at, location, value: body };
  if (Array.isArray(body)) {
    for (const [index, item] of body.entries()) yield* placesOf(item, `${at}/${index}`, `${location}/-`);
  } else if (isObject(body)) {
    for (const [name, member] of Object.entries(body))
      yield* placesOf(member, `${at}/${escapeToken(name)}`, `${location}/${escapeToken(name)}`);
  }
}

/** The operations that take a body. */
export const withBodies = (contract: Contract): Operation[] =>
  Object.values(contract.operations).filter(({ requestBody }) => requestBody !== undefined);
