import { describe, expect, test } from "vitest";
import { duration } from "../../../src/core/duration.ts";
import type { Provenance, RecordedExchange } from "../../../src/http/exchange.ts";
import { areAllStale, staleRecordings } from "../../../src/recordings/stale-recordings.ts";

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 4, 31, 12);

const recorded = (file: string, date: string, source: Provenance["source"] = "live"): RecordedExchange => ({
  case: "a/1",
  operation: "o",
  seed: 1,
  request: { method: "GET", path: "/", headers: {} },
  answer: { status: 200, headers: {}, text: "" },
  provenance: { source, contract: "c", date },
  file,
});

const ALL = [
  recorded("old.json", "2026-05-01"),
  recorded("old.json", "2026-05-01"),
  recorded("young.json", "2026-05-30"),
  recorded("page.json", "2020-01-01", "docs"),
  recorded("broken.json", "some day"),
];

test("each file that is older is told once; the docs' own examples do not age; no date is the oldest of all", () => {
  expect(staleRecordings(ALL, 10 * DAY, NOW)).toMatchObject([
    { file: "old.json", date: "2026-05-01", ageInDays: 30 },
    { file: "broken.json", date: "some day" },
  ]);
  expect(staleRecordings(ALL.slice(0, 4), 31 * DAY, NOW)).toEqual([]);
});

describe("nothing young enough is left", () => {
  test.each([
    ["where all that age are old", [ALL[0]!, ALL[3]!], 10, true],
    ["not where one is young", [ALL[0]!, ALL[2]!], 10, false],
    ["not where none is old", [ALL[2]!], 10, false],
    ["not where only the docs' examples are", [ALL[3]!], 10, false],
  ])("%s", (_, some, days, want) => {
    expect(areAllStale(some, staleRecordings(some, days * DAY, NOW))).toBe(want);
  });
});

test("a length of time has a whole number and a unit", () => {
  expect(["1s", "2m", "3h", "4d", "5w"].map((text) => duration(text, "--x"))).toEqual([
    1000, 120_000, 10_800_000, 345_600_000, 3_024_000_000,
  ]);
  for (const text of ["", "d", "1", "1.5d", "-1d", "1 d", "1D", "1y"])
    expect(() => duration(text, "--x")).toThrow(`--x ${text}: expected a whole number with a unit`);
});
