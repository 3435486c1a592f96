import { describe, expect, it } from "vitest";
import type { Violation } from "../../../src/checks/check.ts";
import { WHOLE } from "../../../src/contract/pointers.ts";
import type { RunEvent } from "../../../src/engine/events.ts";
import { showsFailure, ToldFindings } from "../../../src/exports/suite/told-findings.ts";
import { Findings } from "../../../src/findings/finding.ts";
import { accepted, caseOf } from "../checks/exchanges.ts";

type Shown = readonly [place: string, cause?: string | undefined, severity?: Violation["severity"]];

/** The findings of a run by its cases, each with what it shows and the size of its body. */
function told(cases: readonly (readonly [id: string, size: number, ...shown: Shown[]])[]) {
  const findings = new Findings();
  const events = new Map<string, RunEvent[]>();
  for (const [id, size, ...shown] of cases) {
    const sent = caseOf({ id, request: { method: "POST", path: "/", headers: {}, body: "x".repeat(size) } });
    const answer = accepted();
    const own: RunEvent[] = [{ type: "judged", case: sent, answer, judgements: [] }];
    for (const [place, cause, severity = "violation"] of shown) {
      const violation: Violation = {
        severity,
        subject: { kind: "named", name: place },
        at: WHOLE,
        title: `${place} is wrong`,
        cause,
        expected: 1,
        received: 2,
        docs: "#/",
        clause: "",
      };
      own.push({ type: "found", finding: findings.add("echo", violation, sent, answer) });
    }
    events.set(id, own);
  }
  const all = new ToldFindings(findings.all(), events);
  return cases.map(([id]) => {
    const whole = all.by(id).map(({ fingerprint }) => fingerprint.replace("create-invoice/echo/", ""));
    const pointer = all.first(id)?.by;
    return [id, showsFailure(events.get(id) ?? []), whole, pointer] as const;
  });
}

describe("of the tests of cases", () => {
  it("one tells what several show alike, that of the smallest request, and the others point to it", () => {
    expect(
      told([
        ["fuzz/1", 9, ["a", "x"]],
        ["fuzz/2", 5, ["b", "x"]],
        ["fuzz/3", 7, ["c", "x"]],
        ["fuzz/4", 1],
      ]),
    ).toEqual([
      ["fuzz/1", true, [], "fuzz/2"],
      ["fuzz/2", true, ["any:x"], "fuzz/2"],
      ["fuzz/3", true, [], "fuzz/2"],
      ["fuzz/4", false, [], undefined],
    ]);
  });

  it("each tells the findings that are its own", () => {
    expect(
      told([
        ["fuzz/1", 9, ["a"], ["b"]],
        ["fuzz/2", 5, ["b"]],
      ]),
    ).toEqual([
      ["fuzz/1", true, ["a"], "fuzz/1"],
      ["fuzz/2", true, ["b"], "fuzz/2"],
    ]);
  });

  it("none fails for what is only observed", () => {
    expect(told([["fuzz/1", 9, ["a", undefined, "observation"]]])).toEqual([
      ["fuzz/1", false, [], undefined],
    ]);
  });
});
