import { expect, it } from "vitest";
import { pathPattern } from "../../../src/contract/path-template.ts";

it.each([
  ["/things", "/things", true],
  ["/things", "/things/", false],
  ["/things", "/thingsx", false],
  ["/things/{id}", "/things/1", true],
  ["/things/{id}", "/things/", false],
  ["/things/{id}", "/things/1/2", false],
  ["/things/{id}/parts/{part}", "/things/1/parts/a-b", true],
  ["/a.b/{id}", "/a.b/1", true],
  ["/a.b/{id}", "/axb/1", false],
])("the template %s has the path %s: %s", (template, path, want) =>
  expect(pathPattern(template).test(path)).toBe(want),
);
