import type { Counted } from "../coverage/level-coverage.ts";
import { fails } from "../findings/finding.ts";
import { readFingerprint } from "../findings/fingerprint.ts";
import { operationNames } from "./operation-report.ts";
import type { PastRun, Standing } from "./past-run.ts";
import type { Report } from "./report.ts";

/** Findings that a run remembers, at most. */
const MOST_REMEMBERED = 1000;

export const pastRunOf = (report: Report, at: string): PastRun => ({
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

/** The report with its history: the runs before it, and since when each finding that fails it stands. */
export function withHistory(report: Report, past: readonly PastRun[], now: string): Report {
  const before = runsBefore(report, past).slice(-MOST_SHOWN);
  if (before.length === 0) return report;
  const own = pastRunOf(report, now);
  const failing = new Set(report.findings.filter(fails).map(({ fingerprint }) => fingerprint));
  return {
    ...report,
    history: {
      runs: [...before, own],
      gone: standingAfter(before).filter((one) => !failing.has(one) && couldSee(own, one)),
    },
    findings: report.findings.map((finding) =>
      fails(finding) ? { ...finding, standing: standingOf(finding.fingerprint, before, now) } : finding,
    ),
  };
}

/** Runs that a report shows, at most. */
const MOST_SHOWN = 30;

/** True for a run that would have told of a finding: it reached a verdict, and the finding's check has judged an answer. */
function couldSee({ verdict, judged }: PastRun, fingerprint: string): boolean {
  const check = readFingerprint(fingerprint)?.check;
  return verdict !== "inconclusive" && (judged === undefined || !check || judged.includes(check));
}

/** The findings that stand after some runs: one that a run could not see stands on. */
const standingAfter = (runs: readonly PastRun[]): readonly string[] =>
  runs.reduce<readonly string[]>(
    (standing, run) => [...new Set([...standing.filter((one) => !couldSee(run, one)), ...run.failing])],
    [],
  );

function standingOf(fingerprint: string, before: readonly PastRun[], now: string): Standing {
  let standing: Standing = { since: now, runs: 1 };
  for (const run of [...before].reverse()) {
    const had = run.failing.includes(fingerprint);
    if (!had && couldSee(run, fingerprint)) break;
    if (had) standing = { since: run.at, runs: standing.runs + 1 };
  }
  return standing;
}
