import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type UpdateOutcome, update } from "../../../src/update/update.ts";
import { PAGE } from "../docs/pages.ts";
import { dataCopy, filesIn } from "./project.ts";

/** An update of a copy from an edited page; `again` is what a second one says. */
async function updated(edit: (page: string) => string) {
  const root = await dataCopy();
  const file = join(root, "new.txt");
  const page = edit(PAGE);
  expect(page).not.toBe(PAGE);
  await writeFile(file, page);
  const before = await filesIn(root);
  const checked = await update({ root, file, check: true });
  expect(await filesIn(root), "--check writes nothing").toEqual(before);
  const outcome = await update({ root, file, check: false });
  expect(outcome.files).toEqual(checked.files);
  expect(outcome.runs.map(({ target, result }) => `${target} ${result.verdict}`)).toEqual([
    "sandbox pass",
    "recordings pass",
  ]);
  return { root, file, outcome, left: leftIn(outcome) };
}

const leftIn = ({ left }: UpdateOutcome): string[] =>
  left.map(({ isError, file, says }) => `${isError ? "error " : ""}${file}: ${says}`);

describe("an update", () => {
  test("of docs with one value more writes all that is made of it, and is done then", async () => {
    const { root, file, outcome, left } = await updated((page) =>
      page.replace(/^service_booking,$/m, "service_booking,\nkiosk,"),
    );
    expect(outcome.report.changes.map(({ kind, at }) => `${kind} ${at}`)).toEqual([
      "enum-added /calendar/calendarType",
      "enum-added /calendarType",
    ]);
    expect(left).toEqual([]);
    const written = await filesIn(root);
    expect(written["openapi/pages/create-calendar.txt"]).toBe(await readFile(file, "utf8"));
    expect(written["generated/types.ts"]).toContain("kiosk");
    for (const again of [undefined, file])
      expect(await update({ root, file: again, check: false })).toMatchObject({
        files: [],
        runs: [],
        left: [],
      });
    expect(await filesIn(root)).toEqual(written);
  });
});
