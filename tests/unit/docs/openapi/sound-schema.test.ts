import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/core/json.ts";
import { soundSchema } from "../../../../src/docs/openapi/sound-schema.ts";

describe("a schema that is broken in part is read as far as it is sound", () => {
  it.each<[string, JsonObject, JsonObject, string]>([
    ["a stray keyword", { type: "string", schema: { type: "string" } }, { type: "string" }, "schema"],
    ["a misspelt one", { type: "string", maxLenght: 3 }, { type: "string" }, "maxLenght"],
    ["a list in an enum of texts", { type: "string", enum: [["a", "b"]] }, { type: "string", enum: ["a", "b"] }, "enum"],
    ["an enum that is no list", { enum: "a" }, {}, "enum"],
    ["an enum without a value", { type: "string", enum: [] }, { type: "string" }, "enum"],
    ["a flag where names are listed", { type: "string", required: true }, { type: "string" }, "required"],
    ["a type of another language", { type: "int" }, { type: "integer" }, "type"],
    ["several types, one of them unknown", { type: ["string", "any"] }, { type: "string" }, "type"],
    ["a type that is none", { type: 3 }, {}, "type"],
    ["a type that hides a method of every object", { type: { toString: "" } }, {}, "type"],
    ["a list where a schema stands", { type: "array", items: [{ type: "string" }] }, { type: "array" }, "items"],
    ["a text where a number stands", { type: "string", minLength: "3" }, { type: "string" }, "minLength"],
    ["properties that are a list", { properties: ["a"] }, {}, "properties"],
    ["escapes of what needs none", { pattern: "^[a-z\\_\\-\\:]+\\-\\@\\.x$" }, { pattern: "^[a-z_\\-:]+-@\\.x$" }, "pattern"],
    ["no alternative", { oneOf: [] }, {}, "oneOf"],
  ])("%s", (_, given, want, keyword) => {
    const { schema, unsound } = soundSchema(given);
    expect(schema).toEqual(want);
    expect(unsound.map((one) => one.keyword)).toEqual([keyword]);
  }); // biome-ignore format: a table reads better in lines

  it.each<[string, JsonObject]>([
    ["an enum of lists where lists are allowed", { type: "array", enum: [["a"]] }],
    ["a pattern with escapes that are needed", { pattern: "^\\[\\d-\\]$" }],
    ["a pattern that is none at all", { pattern: "(\\:" }],
    ["extensions and words for tools", { "x-a": 1, title: "T", xml: {}, externalDocs: {} }],
    ["a keyword whose meaning would be lost, which the reader refuses", { $dynamicRef: "#a" }],
  ])("and left as it is: %s", (_, given) =>
    expect(soundSchema(given)).toEqual({ schema: given, unsound: [] }),
  );
});
