import { describe, expect, it } from "vitest";
import { constraintIn } from "../../../../src/checks/violation/constraint-words.ts";

describe("words of a refusal", () => {
  it.each([
    // class-validator
    ["x must not be less than 0", "minimum", "0"],
    ["x must not be greater than 100", "maximum", "100"],
    ["x must be a positive number", "exclusiveMinimum", ""],
    ["x must be longer than or equal to 3 characters", "minLength", "3"],
    ["x must be shorter than or equal to 50 characters", "maxLength", "50"],
    ["x must be one of the following values: a, b", "enum", "a, b"],
    ["x must be an URL address", "format", "URL address"],
    ["x must be an email", "format", "email"],
    ["x must be a hexadecimal color", "format", "hexadecimal color"],
    ["x must be a valid ISO 8601 date string", "format", "valid ISO 8601 date string"],
    ["x must be a UUID", "format", "UUID"],
    ["x should not be empty", "not empty", ""],
    ["x must contain at least 1 elements", "minItems", "1"],
    ["x must contain no more than 5 elements", "maxItems", "5"],
    ["All x's elements must be unique", "uniqueItems", ""],
    ["each value in x must be one of the following values: 0, 1", "enum", "0, 1"],
    ["x must be an integer number", "integer", ""],
    ["x must match /^[a-z]+$/ regular expression", "pattern", "/^[a-z]+$/"],
    ["x must be divisible by 15", "multipleOf", "15"],
    // Ajv
    ["must be >= 0", "minimum", "0"],
    ["must be <= 10", "maximum", "10"],
    ["must NOT have more than 50 characters", "maxLength", "50"],
    ["must NOT have fewer than 2 characters", "minLength", "2"],
    ["must NOT have fewer than 1 items", "minItems", "1"],
    ["must NOT have duplicate items (items ## 1 and 0 are identical)", "uniqueItems", ""],
    ["must be equal to one of the allowed values", "enum", ""],
    ['must match format "uri"', "format", "uri"],
    ['must match format "date-time"', "format", "date-time"],
    ['must match pattern "^a"', "pattern", "^a"],
    ["must be multiple of 0.5", "multipleOf", "0.5"],
    // Zod
    ["Number must be greater than or equal to 0", "minimum", "0"],
    ["Number must be less than or equal to 9.5", "maximum", "9.5"],
    ["String must contain at most 50 character(s)", "maxLength", "50"],
    ["String must contain at least 1 character(s)", "minLength", "1"],
    ["Array must contain at least 1 element(s)", "minItems", "1"],
    ["Invalid enum value. Expected 'a' | 'b', received 'c'", "enum", "'a' | 'b', received 'c'"],
    ["Invalid url", "format", "Invalid url"],
    ["Expected integer, received float", "integer", ""],
    // Joi
    ['"x" must be larger than or equal to 0', "minimum", "0"],
    ['"x" length must be less than or equal to 50 characters long', "maxLength", "50"],
    ['"x" is not allowed to be empty', "not empty", ""],
    ['"x" must be one of [a, b]', "enum", "[a, b]"],
    ['"x" must be a valid uri', "format", "valid uri"],
    ['"x" must contain at least 1 items', "minItems", "1"],
    // Laravel
    ["The x field must be at least 5 characters.", "minLength", "5"],
    ["The x may not be greater than 255 characters.", "maxLength", "255"],
    ["The x field must be at least 5.", "minimum", "5"],
    ["The selected x is invalid.", "enum", ""],
    ["The x field must be a valid URL.", "format", "valid URL"],
    // Django
    ["Ensure this value is greater than or equal to 0.", "minimum", "0"],
    ["Ensure this field has no more than 50 characters.", "maxLength", "50"],
    ['"c" is not a valid choice.', "enum", ""],
    ["Enter a valid URL.", "format", "URL"],
    ["This field may not be blank.", "not empty", ""],
    // Rails
    ["X is too long (maximum is 50 characters)", "maxLength", "50"],
    ["X must be greater than or equal to 0", "minimum", "0"],
    ["X is not included in the list", "enum", ""],
    ["X can't be blank", "not empty", ""],
  ])("tell a constraint: %s", (words, keyword, value) => {
    expect(constraintIn(words)).toEqual({ keyword, value });
  });

  it.each(["x must be a string", "x is required", "Bad Request", "not found", "something else went wrong"])(
    "tell none: %s",
    (words) => expect(constraintIn(words)).toBeUndefined(),
  );
});
