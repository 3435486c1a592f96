import { expect, test } from "vitest";
import { SeparatePlaces } from "../../../src/cases/shared/separate-places.ts";

test.each([
  ["the same place", "/a/b", "/a/b", false],
  ["a place above", "/a/b/c", "/a", false],
  ["the whole", "/a", "", false],
  ["a place below", "/a", "/a/b/c", false],
  ["a place of which the name begins alike", "/a", "/ab", true],
  ["a place beside", "/a/b", "/a/c", true],
  ["another item of the list", "/a/0", "/a/12", false],
  ["a field of another item", "/a/0", "/a/1/b", true],
  ["the same field of another item", "/a/0/b", "/a/1/b", true],
  ["an item of another list", "/a/0", "/b/0", true],
  ["a field of an object whose other name is a number", "/a/0", "/a/b", true],
  ["another item of a list whose name has a line break", "/a\n/0", "/a\n/1", false],
])("beside a place that is there, %s: %j and %j, room %j", (_, there, place, hasRoom) => {
  const places = new SeparatePlaces();
  expect(places.hasRoomFor(place)).toBe(true);
  places.add(there);
  expect(places.hasRoomFor(place)).toBe(hasRoom);
});
