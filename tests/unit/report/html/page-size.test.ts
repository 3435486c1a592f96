import { expect, test } from "vitest";
import { instancePointer } from "../../../../src/contract/pointers.ts";
import { page } from "../../../../src/report/html/page.ts";
import type { Report, ReportedFinding } from "../../../../src/report/report.ts";
import { hostileFinding, hostileReport } from "../../../fixtures/hostile-report.ts";

const FIELDS = Array.from({ length: 100 }, (_, n) => `a.rather.long.name.of.a.field[].number${n}`);
const BODY = Object.fromEntries(FIELDS.map((name) => [name, 'a "quoted" text & more']));

/** A finding with all that there can be of it. */
const finding = (n: number): ReportedFinding => ({
  ...hostileFinding(`finding-${n}`, {
    clause: "What the docs say of it. ".repeat(12),
    expected: BODY,
    received: { ...BODY, more: n },
    nearest: {
      case: "covering/1",
      changes: FIELDS.slice(0, 12).map((name) => ({
        at: instancePointer(`/${name}`),
        works: BODY,
        fails: n,
      })),
    },
  }),
  request: { method: "POST", path: "/orders", headers: { accept: "application/json" }, body: BODY },
  response: { status: 200, headers: { "content-type": "application/json" }, body: { order: BODY } },
});

const REPORT: Report = {
  ...hostileReport("plain"),
  findings: Array.from({ length: 400 }, (_, n) => finding(n)),
  fields: FIELDS.map((name) => ({
    name,
    docs: `openapi/api.yaml#/components/schemas/Order/properties/${name}`,
    clause: `${name}: number. How many of it.`,
    required: false,
    values: ["absent", "0", "1", "many"].map((label) => ({ label, accepted: 9, refused: 0, samples: ["1"] })),
    wrong: [{ label: "type", accepted: 0, refused: 3, samples: ["{}"] }],
    checks: { echo: { passed: 9, failed: 0 } },
  })),
  pairs: {
    fields: FIELDS,
    covered: FIELDS.map((_, row) => FIELDS.slice(0, row).map(() => 9)),
    total: FIELDS.map((_, row) => FIELDS.slice(0, row).map(() => 12)),
  },
};

test("a page with 400 large findings of 100 fields is below 2 MB, has each of them, and the first ones whole", () => {
  const text = page(REPORT);
  expect(Buffer.byteLength(text)).toBeLessThan(2_000_000);
  expect(text.match(/class="finding new"/g)).toHaveLength(400);
  expect(text.match(/Copy replay/g)).toHaveLength(400);
  const first = text.slice(text.indexOf('id="finding-1"'), text.indexOf('id="finding-2"'));
  expect(first).toContain("Copy curl");
  expect(first).toContain("Against the nearest body that works");
  expect(text).toContain("Answered 200. The exchange stands in report.json.");
});
