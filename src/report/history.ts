import type { Counted } from "../coverage/level-coverage.ts";
import { fails } from "../findings/finding.ts";
import { readFingerprint } from "../findings/fingerprint.ts";
import { operationNames } from "./operation-report.ts";
import type { PastRun, Resent, Standing } from "./past-run.ts";
import type { Report } from "./report.ts";

/** Findings that a run remembers, at most. */
const MOST_REMEMBERED = 1000;

/** @param resent where it has sent the cases again that failed last, and nothing else */
export const pastRunOf = (report: Report, at: string, resent?: Resent): PastRun => ({
  format: "contract-history/1",
  at,
  target: report.target,
  operation: resent?.operation ?? operationNames(report),
  verdict: report.verdict,
  sent: report.requests.sent,
  durationMs: report.durationMs,
  values: counts(report.coverage.values),
  pairs: counts(report.coverage.pairs),
  judged: Object.entries(report.checks).flatMap(([check, { passed, failed }]) =>
    passed + failed > 0 ? [check] : [],
  ),
  ...(resent ? { resent: resent.findings.slice(0, MOST_REMEMBERED) } : {}),
  failing: [...new Set(report.findings.filter(fails).map(({ fingerprint }) => fingerprint))].slice(
    0,
    MOST_REMEMBERED,
  ),
});

const counts = ({ covered, total }: Counted): Counted => ({ covered, total });

/** The runs before one with its target and operation, the last one last. */
const runsBefore = ({ target, operation }: PastRun, past: readonly PastRun[]): PastRun[] =>
  past
    .filter((one) => one.target === target && one.operation === operation)
    .sort((a, b) => (a.at < b.at ? -1 : 1));

/** Runs that a report shows, at most. */
const MOST_SHOWN = 30;

/**
 * The report with its history: the runs before it, and since when each finding that fails it stands.
 * @param resent where it has sent the cases again that failed last, and nothing else
 */
export function withHistory(report: Report, past: readonly PastRun[], now: string, resent?: Resent): Report {
  const own = pastRunOf(report, now, resent);
  const before = runsBefore(own, past).slice(-MOST_SHOWN);
  if (before.length === 0) return report;
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

/** A finding's standing after some runs, with the last of them that had it, of those that sent more than its case. */
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
    for (const fingerprint of run.failing) {
      const stood = standing.get(fingerprint);
      const last = run.resent === undefined ? run : (stood?.last ?? run);
      standing.set(fingerprint, { ...standingOf(stood, run.at), last });
    }
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
  const hasSent =
    run.resent?.includes(fingerprint) ?? run.values.covered >= last.values.covered * LEAST_COVERED;
  return run.verdict !== "inconclusive" && hasJudged && hasSent;
}
