import { describe, expect, it } from "vitest";
import type { Operation } from "../../../src/contract/contract.ts";
import { headerAdvice, refusalAdvice } from "../../../src/engine/refusal-advice.ts";
import { tinyContract } from "../../fixtures/tiny-contract.ts";
import { answer } from "./tiny-run.ts";

const operation = tinyContract.operations["create-invoice"] as Operation;
const needing = (...scopes: string[]): Operation => ({
  ...operation,
  security: { scheme: "bearer", description: "", docs: "/security", scopes },
});
const { security: _, ...open } = operation;

describe("the advice on a refusal", () => {
  const no = answer(403, { message: "no access" });

  it.each<[string, Operation, string]>([
    ["the one scope", needing("a.write"), "with the scope a.write"],
    ["the scopes", needing("a.read", "a.write"), "with the scopes a.read and a.write"],
    ["that there is one where the docs name none", needing(), "with the scope that the operation needs"],
    ["that there is one where the docs name no security", open, "with the scope that the operation needs"],
  ])("names %s that the token needs", (_, asked, words) => {
    expect(refusalAdvice(asked, no)).toMatch(/^check that .* is a token of this account, /);
    expect(refusalAdvice(asked, no).endsWith(words)).toBe(true);
  });

  it("is to look at the header that the answer speaks of, in whatever case", () => {
    const of = answer(400, { message: "bad x-edition" });
    expect(refusalAdvice(operation, of)).toBe("it speaks of the header X-Edition: look which values it takes");
    expect([headerAdvice(operation, of), headerAdvice(operation, no)]).toEqual([refusalAdvice(operation, of), undefined]);
  }); // biome-ignore format: short
});
