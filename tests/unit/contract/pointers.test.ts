import { describe, expect, it } from "vitest";
import {
  childPointer,
  instancePointer,
  locationPattern,
  parentPointer,
  patternOf,
  pointerBelow,
  shownLocation,
  WHOLE,
  within,
} from "../../../src/contract/pointers.ts";

describe("pointers", () => {
  it.each([
    ["", ""],
    ["/a/0/b", "/a/-/b"],
    ["/a/12/3", "/a/-/-"],
    ["/a~1b/x0", "/a~1b/x0"],
  ])("%j is described at %j", (pointer, pattern) =>
    expect(patternOf(instancePointer(pointer))).toBe(pattern),
  );

  it.each([
    ["", "body"],
    ["/a/-/b", "a[].b"],
    ["/a~1b", "a/b"],
  ])("the location %j is shown as %j", (pattern, text) =>
    expect(shownLocation(locationPattern(pattern))).toBe(text),
  );

  it("lead to members, whatever their names, and to items", () => {
    expect(childPointer(instancePointer("/a"), "b/c~")).toBe("/a/b~1c~0");
    expect(childPointer(instancePointer(""), 3)).toBe("/3");
  });
});

describe("pointers into a value", () => {
  const [above, below] = [instancePointer("/a"), instancePointer("/b/0")];

  it("are joined, cut and shortened", () => {
    expect(within(above, below)).toBe("/a/b/0");
    expect(pointerBelow(above, within(above, below))).toBe(below);
    expect(parentPointer(below)).toBe("/b");
    expect(parentPointer(above)).toBe(WHOLE);
  });
});
