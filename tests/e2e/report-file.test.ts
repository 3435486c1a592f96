import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isTag } from "../../src/account/tag.ts";
import { THOROUGH } from "../fixtures/sampled.ts";
import { contract, folder } from "./command.ts";
import { changing, endpoint } from "./servers.ts";

const counted = { covered: expect.any(Number), total: expect.any(Number) };

test("--json prints the report alone, with every field, and --report writes the same", THOROUGH, async () => {
  const cwd = await folder();
  const { url } = await endpoint(
    changing((calendar) => {
      calendar.slotDuration = String(calendar.slotDuration);
    }),
  );
  const args = ["run", "--target", url, "--requests", "40", "--seed", "9", "--json", "--report", "out/deep"];
  const { status, stdout } = await contract(args, { cwd });
  expect(status).toBe(1);
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({
    format: "contract-report/1",
    target: url,
    operation: "create-calendar",
    seed: 9,
    tag: expect.toSatisfy(isTag),
    durationMs: expect.any(Number),
    verdict: "fail",
    requests: { sent: expect.any(Number), retried: 0, cleanup: expect.any(Number), unknown: 0 },
    coverage: {
      values: counted,
      boundaries: counted,
      pairs: counted,
      rules: counted,
      missing: expect.any(Array),
    },
  });
  expect(report.findings[0]).toMatchObject({
    fingerprint: expect.stringMatching(/^create-calendar\/[a-z-]+\/calendar\.slotDuration$/),
    check: expect.any(String),
    severity: "violation",
    status: "new",
    count: expect.any(Number),
    title: expect.stringContaining("slotDuration"),
    at: "/calendar/slotDuration",
    expected: expect.anything(),
    received: expect.any(String),
    docs: expect.stringMatching(/^openapi\/calendars\.yaml#\//),
    case: expect.stringMatching(/^[a-z]+\/./),
    request: { method: "POST", path: "/calendars", headers: expect.any(Object), body: expect.any(Object) },
    response: { status: 200, headers: expect.any(Object), body: expect.any(Object) },
    curl: expect.stringMatching(/^curl /),
    replay: expect.stringMatching(/^contract replay \S/),
    shrunk: expect.any(Boolean),
  });
  const passedFailedSkipped = {
    passed: expect.any(Number),
    failed: expect.any(Number),
    skipped: expect.any(Number),
  };
  for (const kind of Object.values(report.cases))
    expect(kind).toMatchObject({ sent: expect.any(Number), ...passedFailedSkipped });
  for (const check of Object.values(report.checks)) expect(check).toMatchObject(passedFailedSkipped);
  expect(await readFile(join(cwd, "out/deep/report.json"), "utf8")).toBe(stdout);
  expect(await readFile(join(cwd, "out/deep/report.txt"), "utf8")).toMatch(/^fail: .*\n\n✗ /);
  expect(await readFile(join(cwd, "out/deep/junit.xml"), "utf8")).toContain(
    `<failure message="${report.findings[0].check}: ${report.findings[0].title}"`,
  );
  expect(report.findings[0].line).toBeGreaterThan(1);
});
