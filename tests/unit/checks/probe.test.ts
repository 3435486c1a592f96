import { describe, expect, it } from "vitest";
import { probe } from "../../../src/checks/probe.ts";
import type { Json } from "../../../src/core/json.ts";
import { caseIdentity } from "../../../src/http/case-origin.ts";
import { accepted, answerOf, caseOf, judgedBy, refused, told, violationsOf } from "./exchanges.ts";

const asked = caseOf({ ...caseIdentity("probe", "odd/even"), expect: "observe", body: { note: "a" } });
const titles = (answer: Parameters<typeof judgedBy>[2]) =>
  judgedBy(probe, asked, answer)?.map(({ severity, title }) => `${severity}: ${title}`);

describe("probe", () => {
  it.each([
    ["refused", refused(), "odd/even: refused with 422"],
    ["kept", accepted({ note: "a" }), "odd/even: accepted with 200 and kept"],
    ["not kept", accepted({}), "odd/even: accepted with 200 and not all kept"],
  ])("observes what is %s", (_, answer, title) => expect(titles(answer)).toEqual([`observation: ${title}`]));

  it("does not apply to what the docs speak of", () => {
    expect(judgedBy(probe, caseOf(), accepted())).toBeUndefined();
  });
});

describe("what probe says", () => {
  const observe = (body: Json, received: unknown) =>
    (
      told(violationsOf(probe, caseOf({ expect: "observe", body }), accepted(received))) as {
        received: string;
      }[]
    )[0]!.received;

  it("quotes the probe, or says that there is none", () => {
    const known = caseOf({ ...caseIdentity("probe", "discount-without-lines"), expect: "observe" });
    expect(told(violationsOf(probe, known, refused()))).toEqual([
      {
        severity: "observation",
        subject: { kind: "named", name: "discount-without-lines" },
        at: "",
        title: "discount-without-lines: refused with 422",
        expected: "the docs do not say",
        received: "refused with 422",
        docs: "/requestBody",
        clause: "A discount without lines.",
      },
    ]);
    expect(violationsOf(probe, asked, refused())).toMatchObject([{ clause: "The docs say nothing of it." }]);
  });

  it.each<[string, Json, unknown]>([
    ["all of it", { note: "a", discount: 1 }, { note: "a", discount: 1, more: 1 }],
    ["what lies within", { billTo: { street: "a" } }, { billTo: { street: "a", more: 1 } }],
    ["its items", { lines: [{ article: "a" }, {}] }, { lines: [{ article: "a", more: 1 }, {}] }],
  ])("says that %s was kept", (_, body, received) =>
    expect(observe(body, received)).toBe("accepted with 200 and kept"),
  );

  it.each<[string, Json, unknown]>([
    ["one of two", { note: "a", discount: 1 }, { note: "a" }],
    ["one of two items", { lines: ["a", "b"] }, { lines: ["a", "c"] }],
    ["more items", { lines: ["a"] }, { lines: ["a", "b"] }],
    ["no list", { lines: ["a"] }, { lines: { 0: "a", length: 1 } }],
    ["no object", { billTo: {} }, { billTo: "a" }],
  ])("says that not all was kept where %s came back", (_, body, received) =>
    expect(observe(body, received)).toBe("accepted with 200 and not all kept"),
  );

  it("says no more than that it was accepted where there is nothing to compare", () => {
    expect(observe([], {})).toBe("accepted with 200");
    const found = violationsOf(probe, caseOf({ expect: "observe" }), answerOf(200, { invoice: 1 }));
    expect(found).toMatchObject([{ title: "docs: accepted with 200" }]);
  });

  it("does not apply to a crash, to a resource, nor to a request without a body", () => {
    const observed = caseOf({ expect: "observe" });
    for (const status of [500, 599])
      expect(violationsOf(probe, observed, answerOf(status, ""))).toBeUndefined();
    expect(violationsOf(probe, observed, answerOf(499, ""))).toHaveLength(1);
    const resource = { step: "read", exists: true, created: {} } as const;
    expect(violationsOf(probe, caseOf({ expect: "observe", resource }), accepted())).toBeUndefined();
    expect(violationsOf(probe, observed, accepted(), { operation: "get-invoice" })).toBeUndefined();
  });
});
