import type { Counted } from "../coverage/level-coverage.ts";
import { fails } from "../findings/finding.ts";
import { readFingerprint } from "../findings/fingerprint.ts";
import { operationNames } from "./operation-report.ts";
import type { PastRun, Standing } from "./past-run.ts";
import type { Report } from "./report.ts";

/** Findings that a run remembers, at most. */
const MOST_REMEMBERED = 1000;

/** @param resends true where it has sent the cases again that failed last, and nothing else */
export const pastRunOf = (report: Report, at: string, resends = false): PastRun => ({
  format: "contract-history/1",
  at,
  target: report.target,
  operation: operationNames(report),
  verdict: report.verdict,
  sent: report.requests.sent,
  durationMs: report.durationMs,
  values: counts(report.coverage.values),
  pairs: counts(report.coverage.pairs),
  judged: Object.entries(report.checks).flatMap(([check, { passed, failed }]) =>
    passed + failed > 0 ? [check] : [],
  ),
  ...(resends ? { resends } : {}),
  failing: [...new Set(report.findings.filter(fails).map(({ fingerprint }) => fingerprint))].slice(
    0,
    MOST_REMEMBERED,
  ),
});

const counts = ({ covered, total }: Counted): Counted => ({ covered, total });

/** The runs before a report's own with the same target and operation, the last one last. */
export const runsBefore = (report: Report, past: readonly PastRun[]): PastRun[] =>
  past
    .filter((one) => one.target === report.target && one.operation === operationNames(report))
    .sort((a, b) => (a.at < b.at ? -1 : 1));

/** Runs that a report shows, at most. */
const MOST_SHOWN = 30;

/**
 * The report with its history: the runs before it, and since when each finding that fails it stands.
 * @param resends true where it has sent the cases again that failed last, and nothing else
 */
export function withHistory(report: Report, past: readonly PastRun[], now: string, resends = false): Report {
  const before = runsBefore(report, past).slice(-MOST_SHOWN);
  if (before.length === 0) return report;
  const own = pastRunOf(report, now, resends);
  const failing = new Set(report.findings.filter(fails).map(({ fingerprint }) => fingerprint));
  const stood = standingAfter(before);
  return {
    ...report,
    history: {
      runs: [...before, own],
      gone: [...stood].flatMap(([fingerprint, { last }]) =>
        !failing.has(fingerprint) && couldSee(own, fingerprint, last) ? [fingerprint] : [],
      ),
    },
    findings: report.findings.map((finding) =>
      fails(finding) ? { ...finding, standing: standingOf(stood.get(finding.fingerprint), now) } : finding,
    ),
  };
}

/** A finding's standing after some runs, with the last of them that had it. */
interface Stood extends Standing {
  readonly last: PastRun;
}

const standingOf = (stood: Stood | undefined, now: string): Standing =>
  stood === undefined ? { since: now, runs: 1 } : { since: stood.since, runs: stood.runs + 1 };

/** The findings that stand after some runs, by their fingerprints: one that a run could not see stands on. */
function standingAfter(runs: readonly PastRun[]): ReadonlyMap<string, Stood> {
  const standing = new Map<string, Stood>();
  for (const run of runs) {
    for (const [fingerprint, { last }] of standing)
      if (!run.failing.includes(fingerprint) && couldSee(run, fingerprint, last))
        standing.delete(fingerprint);
    for (const fingerprint of run.failing)
      standing.set(fingerprint, { ...standingOf(standing.get(fingerprint), run.at), last: run });
  }
  return standing;
}

/** The share of the values that the run had covered in which a finding was seen; one that covers less may miss it. */
const LEAST_COVERED = 0.9;

/**
 * True for a run that would have told of a finding: it reached a verdict, the finding's check has judged an answer, and it
 * covered about what the last run with the finding did, or sent the finding's own case.
 */
function couldSee(run: PastRun, fingerprint: string, last: PastRun): boolean {
  const check = readFingerprint(fingerprint)?.check;
  const hasJudged = run.judged === undefined || check === undefined || run.judged.includes(check);
  const isAsLarge = run.values.covered >= last.values.covered * LEAST_COVERED;
  return run.verdict !== "inconclusive" && hasJudged && (run.resends === true || isAsLarge);
}
