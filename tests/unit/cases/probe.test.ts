import { beforeAll, describe, expect, it } from "vitest";
import { boundary } from "../../../src/cases/boundary.ts";
import { covering } from "../../../src/cases/covering.ts";
import { invalid } from "../../../src/cases/invalid.ts";
import type { Draft, KindContext } from "../../../src/cases/kind.ts";
import { probe } from "../../../src/cases/probe.ts";
import { rule } from "../../../src/cases/rule.ts";
import { contractOf } from "../../fixtures/contracts/load.ts";
import { contextOf, draftsOf } from "../../property/contexts.ts";
import { documentOf } from "../codegen/documents.ts";

const docs = "#/paths/~1things/post";
const DAY = "^\\d{4}-\\d{2}-\\d{2}$";

/** A thing whose day the docs advise to write as a date, and that had better have a name. */
const ADVISED = documentOf(
  {
    type: "object",
    properties: { day: { type: "string" }, kind: { enum: ["a", "b"] }, name: { type: "string" } },
  },
  ({ paths }) =>
    Object.assign(paths["/things"].post, {
      "x-rules": [
        {
          id: "day-form",
          sentence: "The day is a date.",
          docs,
          keeps: { properties: { day: { pattern: DAY } } },
          breaks: false,
        },
        { id: "named", sentence: "A thing should have a name.", docs, keeps: { required: ["name"] }, breaks: false },
      ],
      "x-probes": [
        {
          id: "day-with-time",
          sentence: "The day has a time.",
          docs,
          departs: "day-form",
          schema: { required: ["day"], properties: { day: { const: "2031-03-17T00:00:00Z" } } },
        },
      ],
    }),
); // biome-ignore format: a document reads better so

describe("what the docs only advise", () => {
  let context: KindContext;
  beforeAll(async () => {
    context = contextOf(await contractOf(ADVISED));
  });
  const day = ({ body }: Draft) => (body as { day?: unknown } | undefined)?.day;

  it("is kept by every body that is to be accepted, though no value of the field had that form", () => {
    const accepted = [boundary, covering, rule]
      .flatMap((kind) => draftsOf(kind, context))
      .filter((draft) => draft.expect === "accept");
    const days = accepted.map(day).filter((one) => one !== undefined);
    expect(days.length).toBeGreaterThan(0);
    for (const one of days) expect(one).toMatch(new RegExp(DAY));
    for (const { body } of accepted) expect(body).toHaveProperty("name");
  });

  it("is departed from in probes alone, by rule and by what a probe says", () => {
    const refused = [invalid, rule].flatMap((kind) => draftsOf(kind, context));
    expect(refused.filter(({ fault }) => fault?.kind === "rule")).toEqual([]);
    for (const draft of refused)
      if (typeof day(draft) === "string") expect(day(draft)).toMatch(new RegExp(DAY));
    const probes = draftsOf(probe, context);
    const bodies = Object.fromEntries(probes.map((draft) => [draft.name, draft.body]));
    expect(bodies["day-form"]).toMatchObject({ day: expect.not.stringMatching(new RegExp(DAY)) });
    expect(bodies["day-with-time"]).toMatchObject({ day: "2031-03-17T00:00:00Z", name: expect.any(String) });
    expect(bodies.named).not.toHaveProperty("name");
    expect(new Set(probes.map((draft) => draft.expect))).toEqual(new Set(["observe"]));
  });
});
