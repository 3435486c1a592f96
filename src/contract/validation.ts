import type { SchemaError, Validator } from "./contract.ts";

/** Judges values by one schema, and remembers nothing of the value before. */
export interface SchemaValidator {
  accepts(value: unknown): boolean;
  /** Every way in which the value breaks the schema; empty where it is valid. */
  validate(value: unknown): readonly SchemaError[];
}

/** Hides that an Ajv function keeps the errors of its last call on itself. */
export const schemaValidator = (ajv: Validator): SchemaValidator => ({
  accepts: (value) => ajv(value),
  validate: (value) => (ajv(value) ? [] : (ajv.errors ?? [])),
});

/**
 * Judges answers: a value that fits several alternatives of `oneOf` fits, since docs that say so seldom mean that the others
 * must not fit, and no endpoint could answer alternatives that ask for nothing different.
 */
export function answerValidator(ajv: Validator): SchemaValidator {
  const validate = (value: unknown): readonly SchemaError[] =>
    ajv(value) ? [] : (ajv.errors ?? []).filter((error) => !isOverlap(error));
  return { validate, accepts: (value) => validate(value).length === 0 };
}

const isOverlap = ({ keyword, params }: SchemaError): boolean =>
  keyword === "oneOf" && Array.isArray(params.passingSchemas);
