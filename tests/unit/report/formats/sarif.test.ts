import { expect, test } from "vitest";
import { sarif } from "../../../../src/report/formats/sarif.ts";
import type { Report } from "../../../../src/report/report.ts";
import { hostileFinding, hostileReport } from "../../../fixtures/hostile-report.ts";
import { HOSTILE } from "../../../fixtures/hostile-texts.ts";

const logOf = async (report: Report) => JSON.parse(await sarif.write(report));
const { reason: _, ...judged } = hostileReport("plain");

test("each new finding is a result at the line of the document, by the check that it breaks", async () => {
  const finding = hostileFinding("plain", {
    check: "echo",
    docs: "openapi/my api.yaml#/components/schemas/Order",
    line: 12,
    title: "size comes back as 10",
    fingerprint: "create-order/echo/size",
    count: 3,
  });
  const { version, runs } = await logOf({
    ...judged,
    operation: "create-order",
    findings: [finding, { ...finding, status: "known" }, { ...finding, severity: "observation" }],
  });
  expect(version).toBe("2.1.0");
  expect(runs).toHaveLength(1);
  expect(runs[0]).toMatchObject({
    tool: { driver: { name: "calendar-contract", rules: [{ id: "echo" }] } },
    automationDetails: { id: "contract/create-order/" },
    invocations: [{ executionSuccessful: true }],
  });
  expect(runs[0].results).toEqual([
    {
      ruleId: "echo",
      ruleIndex: 0,
      level: "error",
      message: { text: expect.stringMatching(/^echo: size comes back as 10\n\n/) },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "openapi/my%20api.yaml" },
            region: { startLine: 12 },
          },
        },
      ],
      partialFingerprints: { "contractFinding/v1": "create-order/echo/size" },
      occurrenceCount: 3,
    },
  ]);
});

test("a run without a verdict is an invocation that did not succeed, with the reason", async () => {
  const { runs } = await logOf({ ...judged, findings: [], verdict: "inconclusive", reason: "no answer" });
  expect(runs[0]).toMatchObject({
    results: [],
    invocations: [
      { executionSuccessful: false, toolExecutionNotifications: [{ message: { text: "no answer" } }] },
    ],
  });
});

test.each(HOSTILE)("is JSON whatever stands in a report: %j", async (text) => {
  const { runs } = await logOf(hostileReport(text));
  expect(runs[0].results).toHaveLength(2);
});
