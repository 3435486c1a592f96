import { describe, expect, it } from "vitest";
import { identity } from "../../../src/checks/identity.ts";
import type { Json } from "../../../src/core/json.ts";
import { answerOf, caseOf, judgedBy, refused } from "./exchanges.ts";

const body = { customerId: "customer-1", number: "n" };
const titles = (invoice: Json) =>
  judgedBy(identity, caseOf({ body }), answerOf(200, { invoice }))?.map(({ title }) => title);

describe("identity", () => {
  it.each<[string, Json]>([
    ["an id and what was sent", { ...body, id: "1" }],
    ["a value that was cut off, which another check tells", { ...body, id: "1", customerId: "cust" }],
    ["a value that is missing, which another check tells", { id: "1" }],
  ])("passes %s", (_, invoice) => expect(titles(invoice)).toEqual([]));

  it.each<[string, Json, string]>([
    ["no id", body, "invoice.id is missing or empty"],
    ["an empty id", { ...body, id: "" }, "invoice.id is missing or empty"],
    [
      "another caller's value",
      { ...body, id: "1", customerId: "z" },
      "invoice.customerId is not this caller's",
    ],
  ])("tells of %s", (_, invoice, title) => expect(titles(invoice)).toEqual([title]));

  it("does not apply to a refusal", () => expect(judgedBy(identity, caseOf(), refused())).toBeUndefined());
});
