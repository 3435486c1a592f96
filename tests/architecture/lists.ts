import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { KINDS } from "../../src/cases/index.ts";
import { CHECKS } from "../../src/checks/index.ts";
import { DOCS_FORMS } from "../../src/docs/forms/index.ts";
import { REPORT_FORMATS } from "../../src/report/formats/index.ts";
import { ROOT } from "./source-files.ts";

/** The names of a folder's own files, without those that belong to the list itself. */
const filesIn = (folder: string, others: readonly string[]): string[] =>
  readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name.replace(/\.ts$/, ""))
    .filter((name) => !others.includes(name));

describe("a list and its folder agree", () => {
  it("for checks: one file each, named like its id", () => {
    expect(CHECKS.map(({ id }) => id).sort()).toEqual(filesIn("src/checks", ["check", "index"]).sort());
  });

  it("for forms of the docs: one file each, named like its form", () => {
    expect(DOCS_FORMS.map(({ form }) => form).sort()).toEqual(
      filesIn("src/docs/forms", ["form", "index"]).sort(),
    );
  });

  it("for formats of a report: one file each, named like its id", () => {
    const others = ["format", "index"];
    expect(REPORT_FORMATS.map(({ id }) => id).sort()).toEqual(filesIn("src/report/formats", others).sort());
  });

  it("for kinds of cases: one file each, named like its id", () => {
    const others = ["index", "kind", "priority"];
    expect(KINDS.map(({ id }) => id).sort()).toEqual(filesIn("src/cases", others).sort());
  });
});
