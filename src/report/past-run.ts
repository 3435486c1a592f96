import { isObject } from "../core/json.ts";
import type { Counted } from "../coverage/level-coverage.ts";
import type { Verdict } from "../engine/verdict.ts";

/** A run as it is remembered: little, and nothing of what was sent or answered. */
export interface PastRun {
  readonly format: "contract-history/1";
  /** ISO 8601, in UTC. */
  readonly at: string;
  readonly target: string;
  readonly operation: string;
  readonly verdict: Verdict;
  readonly sent: number;
  readonly durationMs: number;
  readonly values: Counted;
  readonly pairs: Counted;
  /** Checks that have judged an answer; absent in older records. */
  readonly judged?: readonly string[];
  /** Fingerprints of the findings whose cases it has sent again, where it sent nothing else. */
  readonly resent?: readonly string[];
  /** Fingerprints of the findings that failed it. */
  readonly failing: readonly string[];
}

/** Of a run that sends again what failed last: the run that it belongs to, and what it can tell of. */
export interface Resent {
  /** The operations of that run, of which it may have sent fewer. */
  readonly operation: string;
  /** Fingerprints of the findings whose cases it has sent. */
  readonly findings: readonly string[];
}

/** A finding's standing against the runs before: the first of those in a row that had it, and their number with this one. */
export interface Standing {
  readonly since: string;
  readonly runs: number;
}

/** True for a run that was remembered by `pastRunOf`; other files may lie beside it. */
export const isPastRun = (value: unknown): value is PastRun =>
  isObject(value) &&
  value.format === "contract-history/1" &&
  ["at", "target", "operation", "verdict"].every((name) => typeof value[name] === "string") &&
  [value.sent, value.durationMs].every(Number.isFinite) &&
  [value.values, value.pairs].every(
    (one) => isObject(one) && Number.isFinite(one.covered) && Number.isFinite(one.total),
  ) &&
  areTexts(value.failing) &&
  [value.resent, value.judged].every((one) => one === undefined || areTexts(one));

const areTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.every((one) => typeof one === "string");

/** A finding's standing in words. */
export const standingWords = ({ since, runs }: Standing): string =>
  runs === 1
    ? "new in this run"
    : `stands since ${since.slice(0, 16).replace("T", " ")} UTC, in ${runs} runs`;
