import { describe, expect, it } from "vitest";
import { foundIn } from "./family.ts";
import { FAMILY_FAULTS } from "./table/family.ts";

const OPERATIONS = ["get-calendar", "get-calendars", "update-calendar", "delete-calendar"];

const shown = (findings: Awaited<ReturnType<typeof foundIn>>): string[] =>
  findings
    .filter(({ severity }) => severity === "violation")
    .map(({ check, violation }) => `${check}: ${violation.title}`);

describe.each(OPERATIONS)("a run of %s", (operation) => {
  it("finds nothing in an endpoint that conforms", async () => {
    const findings = await foundIn(operation, {});
    expect(shown(findings)).toEqual([]);
    expect(findings.filter(({ fingerprint }) => fingerprint.startsWith("get-calendars/lifecycle"))).toEqual(
      [],
    );
  });

  it.each(FAMILY_FAULTS.filter(([own]) => own === operation))(
    "%s: tells once that %s",
    async (_, __, check, title, plant) => {
      const told = shown(await foundIn(operation, plant()));
      expect(told).toEqual([expect.stringMatching(title)]);
      expect(told[0]).toContain(`${check}: `);
    },
  );
});
