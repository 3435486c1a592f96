import { describe, expect, it } from "vitest";
import type { SchemaError, Validator } from "../../../src/contract/contract.ts";
import { schemaValidator } from "../../../src/contract/validation.ts";

const error = (at: string): SchemaError => ({
  instancePath: at,
  schemaPath: "#",
  keyword: "type",
  params: {},
});

/** As Ajv makes them: what was wrong with the last value stands on the function. */
const texts: Validator = (value) => {
  texts.errors = typeof value === "string" ? null : [error(`/${String(value)}`)];
  return typeof value === "string";
};

describe("a schema's validator", () => {
  const { accepts, validate } = schemaValidator(texts);

  it("accepts what is valid alone", () => {
    expect(accepts("a")).toBe(true);
    expect(accepts(1)).toBe(false);
  });

  it("gives the errors of a value, none for a valid one", () => {
    expect(validate(1)).toEqual([error("/1")]);
    expect(validate("a")).toEqual([]);
  });

  it("gives errors that later values leave as they are", () => {
    const errors = validate(1);
    validate(2);
    validate("a");
    expect(errors).toEqual([error("/1")]);
  });
});
