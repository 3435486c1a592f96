import { describe, expect, it } from "vitest";
import { instancePointer } from "../../../src/contract/pointers.ts";
import { readShrinkPath, shrinkPathText } from "../../../src/findings/shrink-path.ts";

describe("the path of shrinking", () => {
  it.each([
    ["0:2:1", { steps: "0:2:1" }],
    ['["/a/0","/b#c"]#0:1', { pointers: ["/a/0", "/b#c"].map(instancePointer), steps: "0:1" }],
    ["[]#0", { pointers: [], steps: "0" }],
  ])("%s is read as it was written", (text, path) => {
    expect(shrinkPathText(path)).toBe(text);
    expect(readShrinkPath(text)).toEqual(path);
  });

  it("has no locations where only its steps were given", () =>
    expect(readShrinkPath("0")).not.toHaveProperty("places"));
});
