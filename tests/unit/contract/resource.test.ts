import { describe, expect, test } from "vitest";
import { isResourceId } from "../../../src/contract/resource.ts";

describe("the id of a resource", () => {
  test.each([
    ["a text", "a"],
    ["a number", 7],
    ["zero", 0],
    ["three dots", "..."],
  ])("can be %s", (_, id) => {
    expect(isResourceId(id)).toBe(true);
  });

  test.each([
    ["nothing", undefined],
    ["an empty text", ""],
    ["an object", {}],
    ["a dot, which leads to the folder", "."],
    ["two dots, which lead out of it", ".."],
  ])("cannot be %s", (_, id) => expect(isResourceId(id)).toBe(false));
});
