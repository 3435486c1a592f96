import { describe, expect, it } from "vitest";
import { generate } from "../../../src/codegen/generate.ts";
import type { KnownDifference } from "../../../src/codegen/known-differences.ts";

const thing = { $ref: "#/components/schemas/Thing" };
const DOCUMENT = {
  openapi: "3.1.0",
  info: { title: "Things", version: "1" },
  servers: [{ url: "https://things.example" }],
  paths: {
    "/things": {
      post: {
        operationId: "create-thing",
        summary: "Create thing",
        requestBody: {
          required: true,
          content: {
            "application/json": {
              schema: {
                type: "object",
                required: ["name"],
                properties: {
                  name: { type: "string", description: "What it is called." },
                  kind: { type: "string", enum: ["a", "b"] },
                  parts: {
                    type: "array",
                    items: {
                      type: "object",
                      properties: { size: { type: "number" }, note: { type: "string" } },
                    },
                  },
                },
              },
            },
          },
        },
        "x-rules": [
          {
            id: "parts-have-size",
            sentence: "A thing of the kind a has parts with a size. */ evil",
            docs: "#/paths/~1things/post/requestBody/content/application~1json/schema/properties/kind",
            source: "docs",
            reason: "as it says",
            keeps: {
              if: { required: ["kind"], properties: { kind: { const: "a" } } },
              then: { properties: { parts: { items: { required: ["size"] } } } },
            },
            breaks: false,
          },
        ],
        responses: {
          200: {
            description: "Made",
            content: { "application/json": { schema: { type: "object", properties: { thing } } } },
          },
        },
      },
    },
  },
  components: {
    schemas: {
      Thing: {
        type: "object",
        properties: {
          name: { type: "string" },
          kind: { type: "string" },
          parts: { type: "array", items: thing },
        },
      },
    },
  },
};

/** The comment right above each line of the types that begins like this. */
async function comments(line: string, ...differences: KnownDifference[]): Promise<string[]> {
  const made = await generate(JSON.stringify(DOCUMENT), "openapi/things.yaml", "1", undefined, differences);
  const found = (made.get("types.ts") ?? "").matchAll(
    new RegExp(`((?:^ *(?:/?\\*).*\n)*)^ *(?:readonly )?${line}`, "gm"),
  );
  return [...found].map(([, comment = ""]) => comment.replace(/\s+/g, " ").trim());
}

const difference = (check: string, place: string, operation = "create-thing"): KnownDifference => ({
  operation,
  check,
  place,
  reason: "it differs",
});

describe("the docs of a field", () => {
  it.each([
    ["the property that a rule stands at, after the docs' own words", "kind\\?:", true],
    ["a list that it speaks of", "parts\\?:", true],
    ["a property of its items", "size\\?:", true],
    ["no property that it does not speak of", "note\\?:", false],
  ])("hold the rules that speak of it: %s", async (_, line, isTold) => {
    const request = (await comments(line)).at(-1);
    if (isTold)
      expect(request).toContain("Rule parts-have-size: A thing of the kind a has parts with a size.");
    else expect(request).not.toContain("Rule");
  });

  it("keep the words of the docs first, and let no text out of the comment", async () => {
    const name = (await comments("name:", difference("echo", "thing.name"))).at(-1);
    expect(name).toMatch(
      /@description What it is called\. \* \* Known difference \(echo\): it differs \*\/$/,
    );
    const made = await generate(JSON.stringify(DOCUMENT), "openapi/things.yaml", "1");
    expect(made.get("types.ts")).not.toContain("a size. */");
  });

  it.each([
    ["an answer's field", difference("response-schema", "thing.name"), ["told", ""]],
    [
      "a field that is sent, where another value comes back",
      difference("echo", "thing.name"),
      ["told", "told"],
    ],
    [
      "the object that holds a field which is not documented",
      difference("undocumented-field", "thing.more"),
      ["", ""],
    ],
    ["no field, where it is of another operation", difference("echo", "thing.name", "other"), ["", ""]],
    [
      "no field of another status",
      { ...difference("undocumented-field", "thing.name"), status: "404" },
      ["", ""],
    ],
    [
      "a field of every operation that a pattern fits",
      difference("echo", "thing.name", "create-*"),
      ["told", "told"],
    ],
  ])("hold the known differences of the endpoint: %s", async (_, known, want) => {
    const found = await comments("name\\??:", known);
    expect(found.map((comment) => (comment.includes("Known difference") ? "told" : ""))).toEqual(want);
  });

  it("hold what differs about no documented field where the object or the operation is", async () => {
    const [holder] = await comments("thing\\?:", difference("undocumented-field", "thing.more"));
    expect(holder).toContain("Known difference (undocumented-field): it differs");
    const [operation] = await comments("post:", difference("status", "201"));
    expect(operation).toContain("Known difference (status): it differs");
  });
});
