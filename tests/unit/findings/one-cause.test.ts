import { describe, expect, it } from "vitest";
import type { Violation } from "../../../src/checks/check.ts";
import { WHOLE } from "../../../src/contract/pointers.ts";
import { KnownDifferences } from "../../../src/findings/deviations.ts";
import { Findings } from "../../../src/findings/finding.ts";
import { accepted, caseOf } from "../checks/exchanges.ts";

const violation = (place: string, cause: string | undefined, more: Partial<Violation> = {}): Violation => ({
  severity: "violation",
  subject: { kind: "named", name: place },
  at: WHOLE,
  title: `${place} is wrong`,
  cause,
  expected: 1,
  received: 2,
  docs: "#/",
  clause: "",
  ...more,
});

const sized = (size: number) =>
  caseOf({ id: `fuzz/${size}`, request: { method: "POST", path: "/", headers: {}, body: "x".repeat(size) } });

type Told = readonly [fingerprint: string, locations?: readonly string[]];
type Row = readonly [place: string, cause: string | undefined, check?: string];

/** The fingerprints of what is found, and the places of those that have several. */
function found(rows: readonly Row[], more: Partial<Violation> = {}): Told[] {
  const findings = new Findings();
  for (const [index, [place, cause, check = "echo"]] of rows.entries())
    findings.add(check, violation(place, cause, more), sized(20 - index), accepted(), index + 1);
  return findings
    .all()
    .map(({ fingerprint, locations }): Told => (locations ? [fingerprint, locations] : [fingerprint]))
    .sort();
}

const at = (cause: string, ...places: string[]): Row[] => places.map((place) => [place, cause]);

describe("what happens alike", () => {
  it.each<[string, Row[], Told[]]>([
    ["at two places is two findings", at("trimmed", "a", "b"), [["create-invoice/echo/a"], ["create-invoice/echo/b"]]],
    ["at three is one, with the places", at("trimmed string", "a", "b", "c"), [["create-invoice/echo/any:trimmed-string", ["a", "b", "c"]]]],
    ["for two causes is two findings", [...at("x", "a", "b", "c"), ...at("y", "d", "e", "f")], [["create-invoice/echo/any:x", ["a", "b", "c"]], ["create-invoice/echo/any:y", ["d", "e", "f"]]]],
    ["for no cause that is known is one finding a place", ["a", "b", "c"].map((one): Row => [one, undefined]), [["create-invoice/echo/a"], ["create-invoice/echo/b"], ["create-invoice/echo/c"]]],
    ["for more than three causes of a check is one finding", ["w", "x", "y", "z"].flatMap((one) => at(one, `${one}1`, `${one}2`, `${one}3`)), [["create-invoice/echo/any:value", ["w", "x", "y", "z"].flatMap((one) => [`${one}1`, `${one}2`, `${one}3`])]]],
  ])("%s", (_, rows, wanted) => expect(found(rows)).toEqual(wanted)); // biome-ignore format: a table reads better in lines

  it("is one finding a place where it is only observed", () => {
    expect(found(at("x", "a", "b", "c"), { severity: "observation" })).toHaveLength(3);
  });

  it("is shown by the smallest exchange, named in the title, and counted from the first request that showed it", () => {
    const findings = new Findings();
    for (const [index, place] of ["a", "b", "c", "d", "e"].entries())
      findings.add("echo", violation(place, "x"), sized(place === "c" ? 1 : 5), accepted(), 7 + index);
    const [only, ...others] = findings.all();
    expect(others).toEqual([]);
    expect(only).toMatchObject({ shownAs: "create-invoice/echo/c", firstRequest: 7, case: sized(1) });
    expect(only?.violation.title).toBe("c is wrong; alike: a, b, d and 1 more");
    const shrunk = { violation: violation("c", "x"), case: sized(0), answer: accepted() };
    findings.shrink({ fingerprint: "create-invoice/echo/c" }, shrunk);
    expect(findings.all()[0]?.case).toEqual(sized(0));
  });

  it("is known at every place where its cause is, and at one place where that is", () => {
    const deviation = { reason: "r", evidence: "seen", expires: "2999-01-01" };
    const known = ["create-invoice/echo/any:x", "create-invoice/echo/d"].map((covers) => ({
      covers,
      ...deviation,
    }));
    const findings = new Findings(new KnownDifferences(known, true));
    for (const place of ["a", "b"]) findings.add("echo", violation(place, "x"), sized(5), accepted());
    for (const place of ["d", "e"]) findings.add("echo", violation(place, "y"), sized(5), accepted());
    expect(findings.all().map(({ fingerprint, status }) => [fingerprint, status])).toEqual([
      ["create-invoice/echo/e", "new"],
      ["create-invoice/echo/any:x", "known"],
      ["create-invoice/echo/d", "known"],
    ]);
  });
});
