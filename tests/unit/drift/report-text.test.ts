/** The lines of the drift report: what differs, where, and once. */
import { describe, expect, test } from "vitest";
import { driftReport } from "../../../src/drift/drift-report.ts";
import { withoutIgnored } from "../../../src/drift/ignored-changes.ts";
import { reportText } from "../../../src/drift/report-text.ts";
import { isReached } from "../../../src/drift/severity.ts";
import { driftOf, type Editable } from "./operations.ts";

const report = (edit: (document: Editable) => void) => driftReport("order-cake", driftOf(edit));
const linesOf = (edit: (document: Editable) => void) => reportText(report(edit)).split("\n");

describe("a line shows", () => {
  test("the keyword of a bound", () => {
    const [line] = linesOf(({ request: { properties: p } }) => {
      p.greeting.maxLength = 20;
    });
    expect(line).toMatch(/\/greeting \[maxLength\]: 40 → 20 \([0-9a-f]{12}\)$/);
  });

  test("two long texts from a little before the point where they part", () => {
    const text = (end: string) => `${"Every cake is baked on the day on which it is sent. ".repeat(4)}It ${end}.`;
    const lines = reportText(
      driftReport("order-cake", [
        { class: "annotation", side: "request", kind: "example-changed", at: "/note", before: text("melts"), after: text("keeps"), impact: [] },
      ]),
    );
    expect(lines).toMatch(/: ….{1,30}melts\.?.* → ….{1,30}keeps/);
  }); // biome-ignore format: one change a line

  test("of two objects the members that differ", () => {
    const [line] = linesOf(({ operation: o }) => {
      o.parameters[0].schema.description = "x";
      o.parameters[0].schema.deprecated = true;
    });
    expect(line).toContain('Version: {"deprecated":false} → {"deprecated":true}');
  });

  test("a place whole, however long it is", () => {
    const name = "aVeryLongNameOfAFieldThatNobodyWouldLikeToReadTwiceInOneReport";
    const [line] = linesOf(({ request: { properties: p } }) => {
      p[name] = { type: "string" };
    });
    expect(line).toContain(`/${name}: nothing`);
  });
});

test("a change of one schema in request and answer is told once, with both places", () => {
  const lines = linesOf(({ request, answer }) => {
    for (const { properties: p } of [request, answer]) p.note.deprecated = true;
  });
  expect(lines[0]).toMatch(/^annotation {2}request {4}deprecated-added {5}\/note: false → true/);
  expect(lines[1]).toMatch(/^ +also in the response at \/cake\/note of 200, [0-9a-f]{12}$/);
  expect(lines[2]).toBe("order-cake: 1 change: 1 annotation");
});

describe("the id of a change", () => {
  const edit = ({ request: { properties: p } }: Editable) => p.size.enum.push("huge");
  test("is the same whatever else has changed", () => {
    const [one] = report(edit).changes;
    const other = report((document) => {
      edit(document);
      document.request.properties.note.maxLength = 9;
    }).changes.find(({ kind }) => kind === "enum-added");
    expect(one!.id).toMatch(/^[0-9a-f]{12}$/);
    expect(other!.id).toBe(one!.id);
  });

  test("leaves the change out where the project ignores it, with the reason", () => {
    const given = report(edit);
    const entry = { id: given.changes[0]!.id, reason: "we sell none" };
    const left = withoutIgnored(given, [entry, { id: "0123456789ab", reason: "gone" }]);
    expect(left).toMatchObject({ drift: false, changes: [], ignored: [entry] });
    expect(reportText(left)).toBe(`ignored     ${entry.id}: we sell none\norder-cake: no drift\n`);
  });
});

test.each([
  ["breaking", "breaking", true],
  ["breaking", "annotation", true],
  ["compatible", "rule", false],
  ["compatible", "compatible", true],
  ["annotation", "compatible", false],
] as const)("a change that is %s counts from %s on: %s", (of, least, want) => {
  expect(isReached([{ class: of }], least)).toBe(want);
});
