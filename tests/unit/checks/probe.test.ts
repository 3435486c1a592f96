import { describe, expect, it } from "vitest";
import { probe } from "../../../src/checks/probe.ts";
import { caseIdentity } from "../../../src/http/case-origin.ts";
import { accepted, caseOf, judgedBy, refused } from "./exchanges.ts";

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
