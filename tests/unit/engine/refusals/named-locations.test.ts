import { describe, expect, it } from "vitest";
import { isNamedIn, namedLocations } from "../../../../src/engine/refusals/named-locations.ts";
import { tinyRun, tinyTarget } from "../tiny-run.ts";

const { bodyLocations } = tinyRun(tinyTarget()).context.underTest;

describe("words of a refusal name", () => {
  it.each([
    ["lineItems", "lineItems must have one item", true],
    ["lineItems", "too many line items", true],
    ["lineItems", "A line item is missing", true],
    ["lineItems", "items of a line", false],
    ["note", "the notes must be short", true],
    ["note", "a notebook", false],
  ])("%s in “%s”: %s", (name, words, isNamed) => {
    expect(isNamedIn(name, words)).toBe(isNamed);
  });

  it.each([
    ["lines.0.quantity must not be greater than 5", ["/lines/-/quantity", "/lines"]],
    ["quantity is too much", ["/lines/-/quantity"]],
    ["the street of billTo is unknown", ["/billTo/street", "/billTo"]],
    ["no", []],
  ])("locations, those first of which they name most: %s", (words, pointers) => {
    expect(namedLocations(bodyLocations, words).map(({ pointer }) => pointer)).toEqual(pointers);
  });
});
