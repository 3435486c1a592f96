import { describe, expect, test } from "vitest";
import { partOf, shareOfPart } from "../../../src/commands/shard-option.ts";

describe("--shard", () => {
  test.each([
    ["1/1", { index: 1, of: 1 }],
    ["2/3", { index: 2, of: 3 }],
    ["1000/1000", { index: 1000, of: 1000 }],
  ])("%s is a part of a plan", (text, want) => {
    expect(partOf(text)).toEqual(want);
  });

  test.each(["", "1", "0/2", "3/2", "1/0", "1/1001", "-1/2", "1/2/3", "1.5/2", "a/b", " 1/2", "1 / 2"])(
    "%j is none, and the message says what is",
    (text) => {
      expect(() => partOf(text)).toThrow(
        /^--shard .*: expected K\/N, the Kth of N parts of the plan, such as 1\/3/,
      );
    },
  );

  test("divides the account's rate limit, unless another share is asked for", () => {
    expect(shareOfPart({ shard: "2/4" })).toEqual({ share: 0.25 });
    expect(shareOfPart({ shard: "2/4", share: "50%" })).toEqual({});
    expect(shareOfPart({})).toEqual({});
  });
});
