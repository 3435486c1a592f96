import { describe, expect, it } from "vitest";
import type { Violation } from "../../../src/checks/check.ts";
import { WHOLE } from "../../../src/contract/pointers.ts";
import { Findings } from "../../../src/findings/finding.ts";
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
});
