import { describe, expect, it } from "vitest";
import type { Violation } from "../../../src/checks/check.ts";
import { instancePointer } from "../../../src/contract/pointers.ts";
import type { Json } from "../../../src/core/json.ts";
import { type Deviation, KnownDifferences } from "../../../src/findings/deviations.ts";
import { type Finding, Findings } from "../../../src/findings/finding.ts";
import { Scopes } from "../../../src/findings/scopes.ts";
import type { Answer, Case } from "../../../src/http/exchange.ts";
import { tinyContract } from "../../fixtures/tiny-contract.ts";
import { accepted, answerOf, caseOf } from "../checks/exchanges.ts";

const violation = (received: unknown, change?: string): Violation => ({
  severity: "violation",
  subject: { kind: "named", name: "a" },
  at: instancePointer("/a"),
  title: "a",
  expected: 1,
  received,
  ...(change === undefined ? {} : { change }),
  docs: "#/",
  clause: "",
});

/** The findings of some exchanges, and their scopes. */
class Told {
  readonly findings: Findings;
  readonly scopes = new Scopes(tinyContract, "ctag");

  constructor(known: readonly Deviation[] = []) {
    this.findings = new Findings(new KnownDifferences(known, true));
  }

  /** An exchange that a check judges, and what it finds. */
  show(body: Json, found?: Violation, answer: Answer = accepted()): void {
    const sent: Case = caseOf({ body });
    this.scopes.judged("echo", sent, answer);
    if (found === undefined) return;
    const finding = this.findings.add("echo", found, sent, answer);
    this.scopes.add(finding, { violation: found, case: sent, answer });
  }

  first(): Finding {
    const [first] = this.findings.all();
    if (first === undefined) throw new RangeError("nothing was found");
    return first;
  }
}

describe("the scope of a finding", () => {
  it("is what came back, of the requests that showed it", () => {
    const told = new Told();
    for (const received of ["x", "x"]) told.show({ state: "draft" }, violation(received));
    told.show({ state: "paid" });
    expect(told.scopes.scopeOf(told.first())).toEqual({
      when: { body: { required: ["state"], properties: { state: { const: "draft" } } } },
      seen: { const: "x" },
    });
  });

  it("goes by the simplest request that it was shrunk to", () => {
    const told = new Told();
    told.show({ state: "draft", note: "a" }, violation("x"));
    told.show({ state: "paid" });
    const finding = told.first();
    const shrunk = { ...finding, case: caseOf({ body: { note: "a" } }) };
    expect(told.scopes.scopeOf(shrunk).when).toEqual({ body: { required: ["note"] } });
  });

  it("compares with what was answered with the same status alone", () => {
    const told = new Told();
    told.show({ state: "draft" }, violation("x"));
    told.show({ state: "paid" }, undefined, answerOf(422, {}));
    expect(told.scopes.scopeOf(told.first())).toEqual({ seen: { const: "x" } });
  });

  it("names a change that is the same each time", () => {
    const told = new Told();
    for (const received of ["a", "b"]) told.show({}, violation(received, "trimmed"));
    expect(told.scopes.scopeOf(told.first())).toEqual({ seen: { type: "string" }, change: "trimmed" });
    told.show({}, violation("c", "truncated"));
    expect(told.scopes.scopeOf(told.first())).toEqual({ seen: { type: "string" } });
  });

  it("leaves out what is known at the same place", () => {
    const known = {
      covers: "*/echo/a",
      seen: { const: 1 },
      reason: "r",
      evidence: "e",
      expires: "2999-01-01",
    };
    const told = new Told([known]);
    told.show({ state: "paid" }, violation(1));
    told.show({ state: "draft" }, violation(2));
    expect(told.scopes.scopeOf(told.first())).toEqual({ seen: { const: 2 } });
  });
});
