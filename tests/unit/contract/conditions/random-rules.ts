import fc, { type Arbitrary } from "fast-check";
import type { Schema } from "../../../../src/contract/contract.ts";
import type { Json } from "../../../../src/core/json.ts";

const NAMES = ["a", "b", "toString"];
const scalar: Arbitrary<Json> = fc.constantFrom<Json[]>(null, true, false, 0, 1, 2, -1, 0.5, "x", "y", "");

/** Small JSON values over few names, so that random conditions hold of about half of them. */
export const values: Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...NAMES), tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

const bound = fc.constantFrom(-1, 0, 0.5, 1, 2);
const count = fc.integer({ min: 0, max: 2 });
const type = fc.constantFrom("null", "boolean", "integer", "number", "string", "array", "object");

/** Conditions of every keyword that a rule may use. */
export const conditions: Arbitrary<Schema> = fc.letrec<{ schema: Schema }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.boolean(),
    fc
      .record(
        {
          type: fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 3 })),
          const: values,
          enum: fc.array(values, { minLength: 1, maxLength: 3 }),
          pattern: fc.constantFrom("^x", "y$", "^.?$"),
          minimum: bound,
          maximum: bound,
          exclusiveMinimum: bound,
          exclusiveMaximum: bound,
          required: fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 2 }),
          minItems: count,
          maxItems: count,
        },
        { requiredKeys: [], noNullPrototype: true },
      )
      .map((record) => only(record, 2)),
    fc
      .record(
        {
          properties: fc.dictionary(fc.constantFrom(...NAMES), tie("schema"), {
            maxKeys: 2,
            noNullPrototype: true,
          }),
          items: tie("schema"),
          allOf: fc.array(tie("schema"), { minLength: 1, maxLength: 2 }),
          anyOf: fc.array(tie("schema"), { minLength: 1, maxLength: 2 }),
          not: tie("schema"),
        },
        { requiredKeys: [], noNullPrototype: true },
      )
      .map((record) => only(record, 2)),
    fc.record({ if: tie("schema"), then: tie("schema"), else: tie("schema") }, { requiredKeys: ["if"] }),
    fc.record(
      { contains: tie("schema"), minContains: count, maxContains: count },
      { requiredKeys: ["contains"] },
    ),
  ) as Arbitrary<Schema>,
})).schema;

/** At most so many keywords at once: with all of them hardly anything holds. */
const only = (record: object, most: number): object =>
  Object.fromEntries(Object.entries(record).slice(0, most));
