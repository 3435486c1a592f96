import { describe, expect, it } from "vitest";
import { generate } from "../../../src/codegen/generate.ts";
import { readRateLimit } from "../../../src/codegen/rate-limit.ts";
import { SuiteError } from "../../../src/core/errors.ts";
import { documentText } from "../../fixtures/contracts/load.ts";

const read = (given: unknown) =>
  readRateLimit({ name: "openapi/a.yaml", hash: "", root: { "x-rate-limit": given } as never });

describe("the rate limit", () => {
  it("is what the document says, header names in lower case", () => {
    const given = { requests: 5, milliseconds: 1000, headers: { remaining: "X-Left" } };
    expect(read(given)).toEqual({ ...given, headers: { remaining: "x-left" } });
  });

  it("is none where the document names none", async () => {
    expect(read(undefined)).toBeUndefined();
    const files = await generate(await documentText("album"), "album.yaml", "0");
    expect(files.get("index.ts")).not.toContain("rateLimit");
  });

  it.each([
    ["a text", "25", /expected an object/],
    ["no figures", {}, /requests: expected a whole number/],
    ["half a request", { requests: 0.5, milliseconds: 1 }, /requests: expected a whole number/],
    ["no time", { requests: 1, milliseconds: 0 }, /milliseconds: expected a whole number/],
    ["another word", { requests: 1, milliseconds: 1, per: "app" }, /"per" is not one of requests/],
    ["another header", { requests: 1, milliseconds: 1, headers: { reset: "x" } }, /"reset" is not one of/],
    ["a header without a name", { requests: 1, milliseconds: 1, headers: { daily: 1 } }, /headers\/daily/],
    ["a list of headers", { requests: 1, milliseconds: 1, headers: [] }, /headers: expected an object/],
  ])("is refused for %s", (_, given, says) => {
    expect(() => read(given)).toThrow(SuiteError);
    expect(() => read(given)).toThrow(says);
    expect(() => read(given)).toThrow(/^openapi\/a\.yaml#\/x-rate-limit: /);
  });
});
