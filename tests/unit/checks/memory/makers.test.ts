import { expect, it } from "vitest";
import { Makers } from "../../../../src/checks/memory/makers.ts";

it("names the other case that has made a resource before", () => {
  const makers = new Makers();
  expect(makers.note("a", { id: "k/1" })).toBeUndefined();
  expect(makers.note("a", { id: "k/1" })).toBeUndefined();
  expect(makers.note("b", { id: "k/2" })).toBeUndefined();
  expect(makers.note("a", { id: "k/2" })).toBe("k/1");
  expect(makers.note("a", { id: "k/3" })).toBe("k/2");
});

it("knows every resource, and of the last two thousand the name of the case", () => {
  const makers = new Makers();
  for (let index = 0; index <= 2000; index++) makers.note(`r${index}`, { id: `k/${index}` });
  expect(makers.note("r1", { id: "k/x" })).toBe("k/1");
  expect(makers.note("r0", { id: "k/x" })).toBe("an earlier case");
});
