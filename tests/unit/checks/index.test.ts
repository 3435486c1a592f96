import { describe, expect, it } from "vitest";
import { CHECKS } from "../../../src/checks/index.ts";

describe("the checks", () => {
  it("keep their ids, which fingerprints and deviations hold, and their order, in which the earlier one counts", () => {
    expect(CHECKS.map(({ id }) => id)).toEqual([
      "no-crash",
      "leak",
      "status",
      "content-type",
      "json",
      "door",
      "rule-refused",
      "invalid-refused",
      "valid-accepted",
      "response-schema",
      "identity",
      "lifecycle",
      "made-once",
      "echo",
      "default",
      "probe",
      "undocumented-field",
    ]);
  });
});
