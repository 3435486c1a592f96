import { describe, expect, it } from "vitest";
import { generate } from "../../../src/codegen/generate.ts";
import { contractOf } from "../../fixtures/contracts/load.ts";
import { bodyOf, documentOf } from "./documents.ts";

const thing = bodyOf({ type: "string", "x-faker": "{{lorem.word}}" });
const answer = (schema: unknown) => ({ description: "x", content: { "application/json": { schema } } });

/** The body, two answers that equal it but for a hint, and one that does not. */
const text = documentOf(thing, ({ paths }) => {
  paths["/things"].post.responses = {
    "200": answer(bodyOf({ type: "string" })),
    "201": answer(bodyOf({ type: "string" })),
    "400": answer(bodyOf({ type: "number" })),
  };
});

describe("validators of equal schemas", () => {
  it("are one function in the generated code", async () => {
    const code = (await generate(text, "things.yaml", "0")).get("validators.js") ?? "";
    expect(code.match(/^function validate\d+/gm)).toHaveLength(2);
    expect(code).toContain(
      'responses: { "200": createThingRequest, "201": createThingRequest, "400": createThingResponse400 }',
    );
  });

  it("judge each by its own schema", async () => {
    const { validators } = await contractOf(text);
    const { request, responses } = validators["create-thing"]!;
    for (const validator of [request, responses["200"], responses["201"]]) {
      expect(validator?.({ field: "a" })).toBe(true);
      expect(validator?.({ field: 1 })).toBe(false);
    }
    expect(responses["400"]?.({ field: 1 })).toBe(true);
    expect(responses["400"]?.({ field: "a" })).toBe(false);
  });
});
