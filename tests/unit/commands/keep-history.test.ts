import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { keepHistory } from "../../../src/commands/keep-history.ts";
import { hostileReport } from "../../fixtures/hostile-report.ts";
import { THOROUGH } from "../../fixtures/sampled.ts";

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "contract-history-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

const report = { ...hostileReport("x"), tag: "../ct7" };
const at = (second: number): string =>
  `2026-03-04T05:06:${String(second % 60).padStart(2, "0")}.${String(second).padStart(3, "0")}Z`;

test("a run is remembered by a file of its own, and told of by the next one", () => {
  const path = join(folder(), "deep", "history");
  expect(keepHistory(report, { folder: path, now: at(1) }).history).toBeUndefined();
  expect(keepHistory(report, { folder: path, now: at(2) }).history?.runs).toHaveLength(2);
  expect(readdirSync(path)).toEqual([
    "2026-03-04T05-06-01-001Z-ct7.json",
    "2026-03-04T05-06-02-002Z-ct7.json",
  ]);
});

test("a report of many parts, which has the tags of all, is remembered", () => {
  const path = folder();
  const tag = Array.from({ length: 40 }, (_, index) => `ct${index}x4358e346e52no7`).join(", ");
  keepHistory({ ...report, tag }, { folder: path, now: at(1) });
  expect(keepHistory(report, { folder: path, now: at(2) }).history?.runs).toHaveLength(2);
});

test("only so many runs are kept, and files of others stay and do no harm", THOROUGH, () => {
  const path = folder();
  writeFileSync(join(path, "notes.txt"), "mine");
  writeFileSync(join(path, "2020-01-01T00-00-00-000Z-ct1.json"), "{");
  for (let second = 0; second < 205; second++) keepHistory(report, { folder: path, now: at(second) });
  const names = readdirSync(path);
  expect(names).toContain("notes.txt");
  expect(names).toHaveLength(201);
});

test("a folder that cannot be written costs the run nothing", () => {
  const path = join(folder(), "file");
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, "no folder");
  expect(keepHistory(report, { folder: path, now: at(1) })).toBe(report);
});
