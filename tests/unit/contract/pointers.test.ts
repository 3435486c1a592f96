import { describe, expect, it } from "vitest";
import {
  childPointer,
  instancePointer,
  locationPattern,
  patternOf,
  shownLocation,
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
