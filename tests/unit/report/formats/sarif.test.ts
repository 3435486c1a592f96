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

/** What SARIF 2.1.0 asks of the parts that are written, and code scanning beyond it; the lines that broke it. */
function flawsOf({ version, runs }: { version: unknown; runs: unknown[] }): string[] {
  const [run] = runs as Run[];
  const rules = run?.tool.driver.rules ?? [];
  const asked: [what: string, holds: boolean][] = [
    ["version is 2.1.0, and there is one run", version === "2.1.0" && runs.length === 1],
    ["the driver has a name", isText(run?.tool.driver.name)],
    ["no two rules have one id", new Set(rules.map(({ id }) => id)).size === rules.length],
    [
      "a rule has an id and a description",
      rules.every((rule) => [rule.id, rule.shortDescription.text].every(isText)),
    ],
    [
      "an invocation says how it ended",
      run?.invocations.every((one) => typeof one.executionSuccessful === "boolean") ?? false,
    ],
    ...(run?.results ?? []).flatMap((result): [string, boolean][] => {
      const [{ artifactLocation, region }] = result.locations.map((one) => one.physicalLocation) as [Place];
      return [
        ["a result names its rule, and where that stands", rules[result.ruleIndex]?.id === result.ruleId],
        ["a result has a level that there is", ["none", "note", "warning", "error"].includes(result.level)],
        ["a result has a message", isText(result.message.text)],
        [
          "a file's URI is relative, in ASCII and without blanks",
          /^(?![a-z][a-z0-9+.-]*:|\/)[!-~]+$/i.test(artifactLocation.uri),
        ],
        ["a line counts from 1", Number.isSafeInteger(region.startLine) && region.startLine >= 1],
        ["a fingerprint is a text", Object.values(result.partialFingerprints).every(isText)],
        ["a result occurs", Number.isSafeInteger(result.occurrenceCount) && result.occurrenceCount >= 1],
      ];
    }),
  ];
  return asked.flatMap(([what, holds]) => (holds ? [] : [what]));
}

const isText = (value: unknown): boolean => typeof value === "string" && value !== "";

interface Place {
  artifactLocation: { uri: string };
  region: { startLine: number };
}

interface Run {
  tool: { driver: { name: string; rules: { id: string; shortDescription: { text: string } }[] } };
  invocations: { executionSuccessful: unknown }[];
  results: {
    ruleId: string;
    ruleIndex: number;
    level: string;
    message: { text: string };
    locations: { physicalLocation: Place }[];
    partialFingerprints: object;
    occurrenceCount: number;
  }[];
}

test.each(HOSTILE)("keeps to SARIF whatever stands in a report: %j", async (text) => {
  const log = await logOf(hostileReport(text));
  expect(log.runs[0].results).toHaveLength(2);
  expect(flawsOf(log)).toEqual([]);
});
