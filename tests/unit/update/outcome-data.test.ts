import { expect, test } from "vitest";
import { outcomeData } from "../../../src/update/outcome-data.ts";
import type { UpdateOutcome } from "../../../src/update/update.ts";

test("an update as data tells what changed, what was done, and what is left", () => {
  const report = { format: "contract-drift/1", operation: "create-order", drift: true, changes: [] } as const;
  const left = [
    { isError: true, file: "openapi/overlay.yaml", line: 3, says: "it is gone", todo: "remove it" },
  ];
  const finding = (fingerprint: string, status: string) => ({ fingerprint, severity: "violation", status });
  const result = {
    verdict: "fail",
    reason: undefined,
    requests: { sent: 12 },
    findings: [finding("create-order/echo/size", "new"), finding("create-order/status/1", "known")],
  };
  const outcome = {
    report,
    reports: [report],
    source: "docs.txt",
    files: ["openapi/bakery.yaml"],
    runs: [{ target: "sandbox", result, exchanges: [] }],
    left,
    remarks: ["1 reference leads nowhere"],
  } as unknown as UpdateOutcome;
  expect(JSON.parse(JSON.stringify(outcomeData(outcome, false)))).toEqual({
    format: "contract-update/1",
    source: "docs.txt",
    check: false,
    drift: report,
    files: ["openapi/bakery.yaml"],
    runs: [{ target: "sandbox", verdict: "fail", requests: 12, failing: ["create-order/echo/size"] }],
    left,
    remarks: ["1 reference leads nowhere"],
  });
});
