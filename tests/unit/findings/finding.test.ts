import { describe, expect, it } from "vitest";
import type { Violation } from "../../../src/checks/check.ts";
import { NOTHING } from "../../../src/checks/violation/words.ts";
import { instancePointer, WHOLE } from "../../../src/contract/pointers.ts";
import { KnownDifferences } from "../../../src/findings/deviations.ts";
import { Findings } from "../../../src/findings/finding.ts";
import { shownValues, tellsLess } from "../../../src/findings/worth.ts";
import { accepted, caseOf } from "../checks/exchanges.ts";

const violation = (place: string, severity: Violation["severity"] = "violation"): Violation => ({
  severity,
  subject: { kind: "named", name: place },
  at: WHOLE,
  title: place,
  expected: 1,
  received: 2,
  docs: "#/",
  clause: "",
});
const sized = (size: number) =>
  caseOf({ id: `fuzz/${size}`, request: { method: "POST", path: "/", headers: {}, body: "x".repeat(size) } });

describe("findings", () => {
  it("count an exchange once that shows them at several items of a list", () => {
    const findings = new Findings();
    const tripped = sized(5);
    const listed = { ...tripped, resource: { step: "list", exists: true, id: "b" } } as const;
    for (const one of [tripped, tripped, listed, sized(5)])
      findings.add("echo", violation("a"), one, accepted());
    expect(findings.all()).toMatchObject([{ count: 2 }]);
  });

  it("are another one for what is not known at a place of which something is, and that one comes first", () => {
    const deviation = {
      covers: "create-invoice/echo/a",
      seen: { const: 2 },
      reason: "r",
      evidence: "seen",
      expires: "2999-01-01",
    };
    const findings = new Findings(new KnownDifferences([deviation], true));
    for (const received of [2, 2, 3, NOTHING])
      findings.add("echo", { ...violation("a"), received }, sized(5), accepted());
    expect(findings.all()).toMatchObject([
      { status: "new", count: 2, violation: { received: 3 } },
      { status: "known", count: 2, violation: { received: 2 }, deviation },
    ]);
    const shrunk = { violation: { ...violation("a"), received: 4 }, case: sized(1), answer: accepted() };
    findings.shrink({ fingerprint: "create-invoice/echo/a" }, shrunk);
    expect(findings.all().map((one) => one.violation.received)).toEqual([4, 2]);
  });

  it("are one for each operation, check and place, whatever the values", () => {
    const findings = new Findings();
    findings.add("echo", violation("a"), sized(5), accepted());
    findings.add("echo", { ...violation("a"), received: 3 }, sized(9), accepted());
    findings.add("echo", violation("b"), sized(5), accepted());
    findings.add("status", violation("a"), sized(5), accepted());
    expect(findings.all().map(({ fingerprint, count }) => [fingerprint, count])).toEqual([
      ["create-invoice/echo/a", 2],
      ["create-invoice/echo/b", 1],
      ["create-invoice/status/a", 1],
    ]);
  });

  it("are shown by the smallest body that has them, the first among equals", () => {
    const findings = new Findings();
    for (const size of [9, 4, 7])
      findings.add("echo", { ...violation("a"), received: size }, sized(size), accepted());
    findings.add("echo", { ...violation("a"), received: 0 }, sized(4), accepted());
    expect(findings.all()).toMatchObject([{ count: 4, case: { id: "fuzz/4" }, violation: { received: 4 } }]);
  });

  it("stand as violations first, then by how many show them, then by name", () => {
    const findings = new Findings();
    findings.add("probe", violation("z", "observation"), sized(1), accepted());
    findings.add("probe", violation("z", "observation"), sized(1), accepted());
    for (const place of ["c", "b", "b", "a"]) findings.add("echo", violation(place), sized(1), accepted());
    expect(findings.all().map(({ violation: { title } }) => title)).toEqual(["b", "a", "c", "z"]);
  });

  it("stand with the known ones after those that are not, and before observations", () => {
    const covers = "create-invoice/echo/known";
    const deviation = { covers, reason: "r", evidence: "seen", expires: "2999-01-01" };
    const findings = new Findings(new KnownDifferences([deviation], true));
    for (const place of ["known", "known", "new"])
      findings.add("echo", violation(place), sized(1), accepted());
    findings.add("echo", violation("seen", "observation"), sized(1), accepted());
    expect(findings.all().map(({ status, violation: { title } }) => [title, status])).toEqual([
      ["new", "new"],
      ["known", "known"],
      ["seen", "new"],
    ]);
    expect(findings.all()[1]).toMatchObject({ deviation, count: 2 });
  });

  it("are new where nothing is known, and say so when they are added", () => {
    const findings = new Findings();
    expect(findings.add("echo", violation("a"), sized(3), accepted())).toMatchObject({
      fingerprint: "create-invoice/echo/a",
      check: "echo",
      severity: "violation",
      status: "new",
      count: 1,
    });
    expect(findings.add("echo", violation("a"), sized(2), accepted())).toMatchObject({
      count: 2,
      case: { id: "fuzz/2" },
    });
  });

  it("are shown by what came back as something, even in a larger body or in one that came before", () => {
    const dropped = { ...violation("a"), received: NOTHING };
    for (const order of [
      [dropped, violation("a")],
      [violation("a"), dropped],
    ]) {
      const findings = new Findings();
      for (const one of order) findings.add("echo", one, sized(one === dropped ? 1 : 9), accepted());
      expect(findings.all()).toMatchObject([{ case: { id: "fuzz/9" }, violation: { received: 2 } }]);
    }
    expect([dropped, violation("a"), { ...dropped, expected: NOTHING }].map(shownValues)).toEqual([1, 2, 0]);
    const sure = { ...violation("a"), certainty: 2 };
    expect(tellsLess({ ...sure, certainty: 1 }, sure)).toBe(true);
    expect(tellsLess(sure, { ...sure, certainty: 1 })).toBe(false);
    expect(tellsLess(dropped, sure)).toBe(true);
  });

  it("are shown by a request without a body before one with it", () => {
    const findings = new Findings();
    findings.add("echo", violation("a"), sized(1), accepted());
    const bare = caseOf({ id: "door/bare", request: { method: "GET", path: "/", headers: {} } });
    findings.add("echo", violation("a"), bare, accepted());
    expect(findings.all()).toMatchObject([{ case: { id: "door/bare" } }]);
  });

  const at = instancePointer("/a");
  const other = { operation: "update-invoice" };

  it("that break one clause at one location are one for all operations, named by the first", () => {
    const findings = new Findings();
    findings.add("echo", { ...violation("a"), at }, caseOf(), accepted());
    for (const operation of ["update-invoice", "patch-invoice"])
      findings.add("echo", { ...violation("a"), at }, caseOf({ operation }), accepted());
    expect(findings.all()).toMatchObject([{ fingerprint: "create-invoice/echo/a", count: 3 }]);
  });

  it.each([
    ["the answer as a whole", "echo", { at: WHOLE }],
    ["another clause", "echo", { at, docs: "#/other" }],
    ["another subject", "echo", { at, subject: { kind: "named", name: "b" } }],
    ["another check", "default", { at }],
  ] as const)("are one for each operation where they are about %s", (_, check, more) => {
    const findings = new Findings();
    const first = { ...violation("a"), at, ...(more.at === WHOLE ? { at: WHOLE } : {}) };
    findings.add("echo", first, caseOf(), accepted());
    findings.add(check, { ...first, ...more }, caseOf(other), accepted());
    expect(findings.all().map(({ count }) => count)).toEqual([1, 1]);
    expect(findings.all().some(({ fingerprint }) => fingerprint.startsWith("update-invoice/"))).toBe(true);
  });

  it("are shown by the exchange that they were shrunk to, and keep their count", () => {
    const findings = new Findings();
    for (const size of [9, 9]) findings.add("echo", violation("a"), sized(size), accepted());
    const shrunk = { origin: "fuzz/9", path: { steps: "0:1" } };
    const smaller = {
      violation: { ...violation("a"), received: 7 },
      case: sized(1),
      answer: accepted({}),
      shrunk,
    };
    findings.shrink({ fingerprint: "create-invoice/echo/a" }, smaller);
    expect(findings.all()).toEqual([
      expect.objectContaining({ ...smaller, count: 2, fingerprint: "create-invoice/echo/a", check: "echo" }),
    ]);
    findings.shrink({ fingerprint: "create-invoice/echo/nowhere" }, smaller);
    expect(findings.all()).toHaveLength(1);
  });

  it("are so many of one check and operation, and one for all others", () => {
    const findings = new Findings();
    for (let nth = 0; nth < 503; nth++) findings.add("echo", violation(`place-${nth}`), sized(1), accepted());
    findings.add("status", violation("a"), sized(1), accepted());
    findings.add("echo", violation("place-0"), sized(1), accepted());
    const all = findings.all();
    expect(all).toHaveLength(502);
    expect(
      all.filter(({ count }) => count > 1).map(({ fingerprint, count }) => [fingerprint, count]),
    ).toEqual([
      ["create-invoice/echo/others", 3],
      ["create-invoice/echo/place-0", 2],
    ]);
  });

  it("keep the beginning of long values, with their length, and JSON as JSON", () => {
    const findings = new Findings();
    const received = "r".repeat(50_000);
    const long = { ...violation("a"), title: "t".repeat(5000), received };
    const { violation: kept, answer } = findings.add(
      "echo",
      long,
      sized(1),
      accepted({ received: "r".repeat(90_000) }),
    );
    expect(kept.title).toBe(`${"t".repeat(2000)}… (5000 characters)`);
    expect(kept.received).toMatch(/^r{16384}… \(50000 characters\)$/);
    expect(answer.text.length).toBeLessThan(66_000);
    expect(JSON.parse(answer.text)).toMatchObject({ invoice: { id: "1" } });
    const text = { status: 200, headers: {}, text: "x".repeat(70_000) };
    expect(findings.add("json", violation("b"), sized(1), text).answer.text).toMatch(
      /^x+… \(70000 characters\)$/,
    );
  });
});
