import { describe, expect, it } from "vitest";
import { sampled } from "../fixtures/sampled.ts";
import { foundIn } from "./family.ts";
import { FAMILY_FAULTS } from "./table/family.ts";

const OPERATIONS = ["get-calendar", "get-calendars", "update-calendar", "delete-calendar"];

/** Enough for a conforming endpoint to be asked everything. */
const MANY = 400;
/** Enough for most faults to show, and what else would be told of them. */
const FEW = 60;
/** Faults that a case of its own shows, which comes late. */
const LATE = ["a wrong type is taken", "an unknown value is taken"];

const shown = (findings: Awaited<ReturnType<typeof foundIn>>): string[] =>
  findings
    .filter(({ severity }) => severity === "violation")
    .map(({ check, violation }) => `${check}: ${violation.title}`);

describe.each(OPERATIONS)("a run of %s", (operation) => {
  it("finds nothing in an endpoint that conforms", async () => {
    const findings = await foundIn(operation, {}, MANY);
    expect(shown(findings)).toEqual([]);
    expect(findings.filter(({ fingerprint }) => fingerprint.startsWith("get-calendars/lifecycle"))).toEqual(
      [],
    );
  });

  describe.each(
    sampled(
      FAMILY_FAULTS.filter(([own]) => own === operation),
      5,
    ),
  )("with a fault planted: $name", ({ options, rows }) => {
    it.each(rows)("%s: tells once that %s", options, async (_, name, check, title, plant) => {
      const told = shown(await foundIn(operation, plant(), LATE.includes(name) ? MANY : FEW));
      expect(told).toEqual([expect.stringMatching(title)]);
      expect(told[0]).toContain(`${check}: `);
    });
  });
});
