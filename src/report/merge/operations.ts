import type { CoverageReport } from "../../coverage/coverage.ts";
import type { Counted } from "../../coverage/level-coverage.ts";
import type { OperationReport, Report, ReportedFinding } from "../report.ts";
import { distinct, summed } from "./counts.ts";
import { mergedFindings } from "./findings.ts";
import { sumsOf } from "./sums.ts";
import { mergedTimeline } from "./timeline.ts";

/** One report of the reports of several operations in one run: their sums, and a section for each. */
export function togetherReport(all: readonly Report[]): Report {
  const [first] = all;
  if (first === undefined || all.length === 1) return first as Report;
  const { operation: _, reason: __, refused: ___, fields: ____, pairs: _____, noun: ______, ...kept } = first;
  const findings = mergedFindings(all.map(withOperation));
  const reason = reasonOfAll(all);
  const timeline = mergedTimeline(all.flatMap((report) => report.timeline ?? []));
  return {
    ...kept,
    ...sumsOf(all),
    verdict: verdictOfAll(all),
    ...(reason === undefined ? {} : { reason }),
    leftBehind: distinct(
      all.flatMap(({ leftBehind }) => leftBehind),
      String,
    ),
    findings,
    deviations: deviationsOf(all, findings),
    coverage: coverageOfAll(all),
    operations: all.map(sectionOf),
    ...(timeline === undefined ? {} : { timeline }),
  };
}

const verdictOfAll = (all: readonly Report[]): Report["verdict"] =>
  (["fail", "inconclusive"] as const).find((one) => all.some(({ verdict }) => verdict === one)) ?? "pass";

/** The reasons of all operations, one that several have told once; undefined where none has any. */
function reasonOfAll(all: readonly Report[]): string | undefined {
  const reasons = distinct(
    all.flatMap(({ reason }) => reason ?? []),
    String,
  );
  const told = reasons.map((reason) => {
    const own = all.filter((report) => report.reason === reason);
    return own.length === all.length
      ? reason
      : `${own.map(({ operation }) => operation).join(", ")}: ${reason}`;
  });
  return told.length === 0 ? undefined : told.join("; ");
}

const withOperation = ({ operation, findings }: Report): ReportedFinding[] =>
  findings.map((finding) => ({ ...finding, ...(operation === undefined ? {} : { operation }) }));

function sectionOf(report: Report): OperationReport {
  const {
    operation = "",
    verdict,
    reason,
    requests,
    cases,
    checks,
    coverage,
    refused,
    fields,
    pairs,
    noun,
    shard,
  } = report;
  return {
    id: operation,
    verdict,
    ...(reason === undefined ? {} : { reason }),
    requests,
    cases,
    checks,
    coverage,
    ...(refused === undefined ? {} : { refused }),
    ...(fields === undefined ? {} : { fields }),
    ...(pairs === undefined ? {} : { pairs }),
    ...(noun === undefined ? {} : { noun }),
    ...(shard === undefined ? {} : { shard }),
  };
}

function coverageOfAll(all: readonly Report[]): CoverageReport {
  const sum = (of: (coverage: CoverageReport) => Counted): Counted =>
    summed(all.map(({ coverage }) => ({ ...of(coverage) })));
  return {
    values: sum(({ values }) => values),
    boundaries: sum(({ boundaries }) => boundaries),
    pairs: sum(({ pairs }) => pairs),
    rules: sum(({ rules }) => rules),
    missing: all.flatMap(({ operation, coverage }) => coverage.missing.map((gap) => `${operation}: ${gap}`)),
  };
}

/** The known differences that any operation has shown; fixed is one that some could have shown and none did. */
function deviationsOf(all: readonly Report[], findings: readonly ReportedFinding[]): Report["deviations"] {
  const seen = distinct(
    findings.filter(({ deviation }) => deviation !== undefined),
    ({ deviation }) => JSON.stringify(deviation),
  );
  const covers = new Set(seen.map(({ deviation }) => deviation?.covers));
  const fixed = distinct(
    all.flatMap(({ deviations }) => deviations.fixed),
    String,
  );
  return {
    known: seen.filter(({ status }) => status === "known").length,
    expired: seen.filter(({ status }) => status === "expired").length,
    fixed: fixed.filter((one) => !covers.has(one)),
  };
}
