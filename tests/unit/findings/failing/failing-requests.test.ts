import { describe, expect, it } from "vitest";
import { noCrash } from "../../../../src/checks/no-crash.ts";
import { instancePointer } from "../../../../src/contract/pointers.ts";
import type { Json } from "../../../../src/core/json.ts";
import { KnownDifferences } from "../../../../src/findings/deviations.ts";
import { Findings } from "../../../../src/findings/finding.ts";
import type { Fault } from "../../../../src/generation/fault.ts";
import type { Case } from "../../../../src/http/exchange.ts";
import { accepted, answerOf, caseOf, violationsOf } from "../../checks/exchanges.ts";

const sent = (body: Json, nth: number, fault?: Fault): Case =>
  caseOf({
    id: `fuzz/${nth}`,
    body,
    request: { method: "POST", path: "/", headers: {}, body: JSON.stringify(body) },
    ...(fault ? { expect: "reject", fault } : {}),
  });

const crashed = answerOf(500, { message: "Internal server error" });

/** What is told of requests that fail, beside others that work. */
function told(failing: readonly Json[], working: readonly Json[], known = new KnownDifferences([], false)) {
  const findings = new Findings(known);
  let nth = 0;
  for (const body of working) findings.judged("no-crash", sent(body, nth++), false);
  for (const body of failing) {
    const one = sent(body, nth++);
    for (const violation of violationsOf(noCrash, one, crashed) ?? [])
      findings.add("no-crash", violation, one, crashed);
  }
  return findings.all();
}

const PLAIN = { a: "text", b: 1 };

describe("a crash", () => {
  it.each<[string, Json[], Json[], string, string]>([
    ["has the place of a value that works nowhere", [{ a: null, b: 1 }], [PLAIN], "a", "a is null"],
    ["has the place of characters that do not work", [{ a: "x😀", b: 1 }, { a: "😀" }], [PLAIN], "a", "a has characters above U+FFFF"],
    ["has no place where such a value fails anywhere", [{ a: "x\0" }, { c: "\0" }], [PLAIN], "has-a-value-that-has-U-0000", "the request has a value that has U+0000"],
    ["has the place of a property that is left out", [{ b: 1 }, { b: 2, c: 1 }], [PLAIN, { a: "t" }], "a", "a is left out"],
    ["has both places of a pair that works in part alone", [{ a: "on", b: "off" }], [{ a: "on", b: "on" }, { a: "off", b: "off" }], "a+b", 'a is "on" and b is "off"'],
    ["has a place deep down", [{ c: [{ d: -5 }] }], [{ c: [{ d: 5 }] }], "c[].d", "c[].d is negative"],
  ])("%s", (_, failing, working, place, where) => {
    expect(told(failing, working)).toMatchObject([
      {
        fingerprint: `create-invoice/no-crash/500/${place}`,
        shownAs: "create-invoice/no-crash/500",
        count: failing.length,
        violation: { title: `the endpoint fails with 500: ${where}` },
      },
    ]);
  }); // biome-ignore format: a table reads better in lines

  it.each<[string, Json[], Json[]]>([
    ["nothing works", [PLAIN, { a: "x" }], []],
    ["nothing tells what fails from what works", [PLAIN], [{ ...PLAIN, c: 1 }, PLAIN]],
  ])("has no place where %s", (_, failing, working) => {
    expect(told(failing, working).map(({ fingerprint }) => fingerprint)).toEqual([
      "create-invoice/no-crash/500",
    ]);
  });

  it("is told once for each of two causes, and what is known of one hides no other", () => {
    const failing = [{ a: null, b: 1 }, { a: null }, { a: "text", b: -1 }];
    const of = (known?: KnownDifferences) =>
      told(failing, [PLAIN], known).map(({ fingerprint, status }) => [fingerprint, status]);
    expect(of().sort()).toEqual([
      ["create-invoice/no-crash/500/a", "new"],
      ["create-invoice/no-crash/500/b", "new"],
    ]);
    const entry = { reason: "r", evidence: "seen", expires: "2999-01-01" };
    const when = { body: { properties: { a: { const: null } }, required: ["a"] } };
    const covers = "create-invoice/no-crash/500/a";
    expect(of(new KnownDifferences([{ covers, when, ...entry }], true))).toEqual([
      ["create-invoice/no-crash/500/b", "new"],
      ["create-invoice/no-crash/500", "known"],
    ]);
  });

  it("has the place of its fault, where a request has one, whatever else it holds", () => {
    const findings = new Findings();
    findings.judged("no-crash", sent(PLAIN, 1), false);
    const fault = {
      kind: "schema",
      keyword: "type",
      at: instancePointer("/b"),
      docs: "#/b",
      expected: "a number",
    } as const;
    const one = sent({ a: "other", b: [] }, 2, fault);
    for (const violation of violationsOf(noCrash, one, crashed) ?? [])
      findings.add("no-crash", violation, one, crashed);
    expect(findings.all()).toMatchObject([{ fingerprint: "create-invoice/no-crash/500/b" }]);
  });

  it("is placed by the body that it is shrunk to", () => {
    const findings = new Findings();
    findings.judged("no-crash", sent(PLAIN, 1), false);
    const large = sent({ a: "x", b: -1, c: null }, 2);
    const small = { ...sent({ b: -1 }, 2), id: large.id };
    const [violation] = violationsOf(noCrash, large, crashed) ?? [];
    if (violation === undefined) throw new Error("nothing is told");
    findings.add("no-crash", violation, large, crashed);
    const shrunk = { origin: large.id, path: { steps: "0" } };
    findings.shrink(
      { fingerprint: "create-invoice/no-crash/500" },
      { violation, case: small, answer: accepted(), shrunk },
    );
    expect(findings.all()).toMatchObject([
      { fingerprint: "create-invoice/no-crash/500/b", case: small, shrunk },
    ]);
  });
});
