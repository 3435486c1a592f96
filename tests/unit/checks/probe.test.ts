import { describe, expect, it } from "vitest";
import { probe } from "../../../src/checks/probe.ts";
import { accepted, caseOf, judgedBy, refused } from "./exchanges.ts";

const asked = caseOf({ id: "probe/odd", expect: "observe", body: { note: "a" } });
const titles = (answer: Parameters<typeof judgedBy>[2]) =>
  judgedBy(probe, asked, answer)?.map(({ severity, title }) => `${severity}: ${title}`);

describe("probe", () => {
  it.each([
    ["refused", refused(), "odd: refused with 422"],
    ["kept", accepted({ note: "a" }), "odd: accepted with 200 and kept"],
    ["not kept", accepted({}), "odd: accepted with 200 and not all kept"],
  ])("observes what is %s", (_, answer, title) => expect(titles(answer)).toEqual([`observation: ${title}`]));

  it("does not apply to what the docs speak of", () => {
    expect(judgedBy(probe, caseOf(), accepted())).toBeUndefined();
  });
});
