import { expect, test } from "vitest";
import { REPORT_FORMATS } from "../../../../src/report/formats/index.ts";

test("each format is written to a file of its own, in the order of the list", () => {
  expect(REPORT_FORMATS.map(({ id, file }) => [id, file])).toEqual([
    ["json", "report.json"],
    ["html", "report.html"],
    ["junit", "junit.xml"],
    ["text", "report.txt"],
    ["summary", "summary.md"],
    ["sarif", "report.sarif"],
  ]);
});
