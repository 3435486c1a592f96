import { expect, it } from "vitest";
import { caseTag, newTag } from "../../../src/account/tag.ts";
import { Creations } from "../../../src/engine/creations.ts";
import type { Case } from "../../../src/http/exchange.ts";
import { MOST_CREATIONS } from "../../../src/journal/unwanted-resources.ts";
import { caseOf } from "../checks/exchanges.ts";
import { answer } from "./tiny-run.ts";

const RUN = newTag(0);
const tagOf = (index: number): string => caseTag(RUN, index);
const sentWith = (body?: string): Case =>
  caseOf({ request: { method: "POST", path: "/", headers: {}, ...(body === undefined ? {} : { body }) } });
const ok = answer(200, {});

it("an exchange is found by the tag in its request", () => {
  const creations = new Creations();
  const sent = sentWith(`{"name":"${tagOf(1)} a"}`);
  creations.note(sent, ok);
  creations.note(sentWith("{}"), ok);
  creations.note(sentWith(), ok);
  expect(creations.of(tagOf(1))).toEqual({ case: sent, answer: ok });
  expect(creations.of(tagOf(2))).toBeUndefined();
});

it("the last exchanges are remembered, and the oldest goes first", () => {
  const creations = new Creations();
  for (let index = 0; index <= MOST_CREATIONS; index++) creations.note(sentWith(tagOf(index)), ok);
  expect(creations.of(tagOf(0))).toBeUndefined();
  expect(creations.of(tagOf(1))).toBeDefined();
  expect(creations.of(tagOf(MOST_CREATIONS))).toBeDefined();
});
