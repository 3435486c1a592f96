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
