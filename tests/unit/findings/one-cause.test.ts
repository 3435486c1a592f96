import { describe, expect, it } from "vitest";
import type { Violation } from "../../../src/checks/check.ts";
import { instancePointer, locationsAround, patternOf, WHOLE } from "../../../src/contract/pointers.ts";
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
    ["is one for the cause that most have alike", [["a", "x"], ["a", "y"], ["b", "y"], ["c", "y"], ["d", "x"]], [["create-invoice/echo/any:y", ["a", "b", "c"]], ["create-invoice/echo/d"]]],
    ["of three causes of a family is one finding", ["type a", "type b", "type c"].flatMap((one) => at(one, `${one}1`, `${one}2`, `${one}3`)), [["create-invoice/echo/any:type", ["type a", "type b", "type c"].flatMap((one) => [`${one}1`, `${one}2`, `${one}3`])]]],
    ["of two causes of a family is two where there are no others", ["type a", "type b"].flatMap((one) => at(one, `${one}1`, `${one}2`, `${one}3`)), ["type a", "type b"].map((one): Told => [`create-invoice/echo/any:${one.replace(" ", "-")}`, [`${one}1`, `${one}2`, `${one}3`]])],
    ["of three refusals with one status is three findings", ["422 a", "422 b", "422 c"].flatMap((one) => at(one, `${one}1`, `${one}2`, `${one}3`)), ["422 a", "422 b", "422 c"].map((one): Told => [`create-invoice/echo/any:${one.replace(" ", "-")}`, [`${one}1`, `${one}2`, `${one}3`]])],
    ["that two checks show is one finding of the more basic of them", [...at("x", "a", "b", "c"), ...at("x", "d", "e", "f").map(([place, cause]): Row => [place, cause, "response-schema"])], [["create-invoice/response-schema/any:x", ["d", "e", "f", ...["a", "b", "c"].map((one) => `create-invoice/echo/${one}`)]]]],
    ["of four causes is four findings where most is as it should be", ["w", "x", "y", "z"].flatMap((one) => at(one, `${one}1`, `${one}2`, `${one}3`)), ["w", "x", "y", "z"].map((one): Told => [`create-invoice/echo/any:${one}`, [`${one}1`, `${one}2`, `${one}3`]])],
  ])("%s", (_, rows, wanted) => expect(found(rows)).toEqual(wanted)); // biome-ignore format: a table reads better in lines

  it("counts each exchange once that shows it, wherever it does", () => {
    const findings = new Findings();
    for (const [size, places] of [
      [3, ["a", "b"]],
      [2, ["c"]],
      [1, ["c", "a"]],
    ] as const) {
      // biome-ignore format: a table reads better in lines
      const sent = sized(size);
      for (const place of places) findings.add("echo", violation(place, "x"), sent, accepted());
    }
    expect(findings.all().map(({ count, locations }) => [count, locations])).toEqual([[3, ["a", "b", "c"]]]);
  });

  it("is one finding, whatever the causes, where nearly every request shows one", () => {
    const findings = new Findings();
    for (const place of ["a", "b", "c", "d"]) {
      findings.add("echo", violation(place, place), sized(1), accepted());
      findings.judged("echo", sized(1), true);
    }
    expect(findings.all().map(({ fingerprint }) => fingerprint)).toEqual(["create-invoice/echo/any:value"]);
    for (let nth = 0; nth < 2; nth++) findings.judged("echo", sized(1), false);
    expect(findings.all()).toHaveLength(4);
  });

  it.each<[string, string[], string[]]>([
    ["two, a wrong type among them, of one location", ["a type", "a max"], ["create-invoice/echo/any:a"]],
    [
      "two other ones of one location",
      ["a min", "a max"],
      ["create-invoice/echo/a", "create-invoice/echo/a"],
    ],
    ["three of one location", ["a min", "a max", "a enum"], ["create-invoice/echo/any:a"]],
    ["three below one location", ["a/b min", "a/c max", "a/-/d min"], ["create-invoice/echo/any:a"]],
    [
      "three of three locations",
      ["a min", "b max", "c enum"],
      ["a", "b", "c"].map((one) => `create-invoice/echo/${one}`),
    ],
  ])("is one finding of a location where many things are wrong in and below it: %s", (_, rows, wanted) => {
    const findings = new Findings();
    for (const row of rows) {
      const [at = "", cause = ""] = row.split(" ");
      const pointer = instancePointer(`/${at}`);
      findings.add(
        "echo",
        violation(row, cause === "type" ? "type string" : cause, {
          subject: {
            kind: "location",
            at: patternOf(pointer),
            breaks: rows.length > 1 && !at.includes("/") ? [cause] : [],
          },
          spread: { around: locationsAround(pointer).map(patternOf) },
        }),
        sized(1),
        accepted(),
      );
    }
    expect(findings.all().map(({ fingerprint }) => fingerprint.replace(/:(?:min|max|enum|)$/, ""))).toEqual(
      wanted,
    );
  });

  it("is one finding of the endpoint where its cause is of no operation", () => {
    const findings = new Findings();
    const ofEndpoint = { spread: { least: 2, isOfEndpoint: true } };
    for (const operation of ["create-invoice", "get-invoice"])
      findings.add("echo", violation("200", "type text/html", ofEndpoint), caseOf({ operation }), accepted());
    expect(findings.all()).toMatchObject([
      { fingerprint: "create-invoice/echo/any:type-text-html", locations: ["200", "get-invoice/echo/200"] },
    ]);
  });

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
