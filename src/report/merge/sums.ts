import type { Report } from "../report.ts";
import { distinct, summed, summedByName } from "./counts.ts";

/** The members of a report that are the sums of several, whatever divides those: parts of a plan, or operations. */
type Sums = Pick<Report, "durationMs" | "requests" | "cases" | "transport" | "checks" | "orphans" | "stale">;

/** Counts added up, the longest time, and each recording that fits no more told once. */
export const sumsOf = (all: readonly Report[]): Sums => ({
  durationMs: Math.max(...all.map(({ durationMs }) => durationMs)),
  requests: summed(all.map(({ requests }) => requests)),
  cases: summedByName(all.map(({ cases }) => cases)),
  transport: summed(all.map(({ transport }) => transport)),
  checks: summedByName(all.map(({ checks }) => checks)),
  orphans: distinct(
    all.flatMap(({ orphans }) => orphans),
    JSON.stringify,
  ),
  stale: distinct(
    all.flatMap(({ stale }) => stale),
    JSON.stringify,
  ),
});
