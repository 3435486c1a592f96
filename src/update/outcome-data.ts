import type { DriftReport } from "../drift/change.ts";
import { fails } from "../findings/finding.ts";
import type { LeftOver } from "./left-over.ts";
import type { UpdateOutcome } from "./update.ts";

/** An update as data: what changed, what was done, and what is left to a person. */
export interface UpdateReport {
  readonly format: "contract-update/1";
  /** The name of the docs. */
  readonly source: string;
  /** True where nothing was written because it was not asked for. */
  readonly check: boolean;
  readonly drift: DriftReport;
  /** The drift of each operation that the docs are about, where there are several. */
  readonly operations?: readonly DriftReport[];
  /** Files that were written or removed, or would be, from the project's root. */
  readonly files: readonly string[];
  readonly runs: readonly {
    readonly target: string;
    readonly operation?: string;
    readonly verdict: string;
    readonly reason?: string;
    readonly requests: number;
    /** Fingerprints of what fails the run. */
    readonly failing: readonly string[];
  }[];
  readonly left: readonly LeftOver[];
  readonly remarks: readonly string[];
}

/** The data that `contract update --json` prints. */
export const outcomeData = (outcome: UpdateOutcome, check: boolean): UpdateReport => ({
  format: "contract-update/1",
  source: outcome.source,
  check,
  drift: outcome.report,
  ...(outcome.reports.length > 1 ? { operations: outcome.reports } : {}),
  files: outcome.files,
  runs: outcome.runs.map(({ target, operation, result }) => ({
    target,
    ...(operation === undefined ? {} : { operation }),
    verdict: result.verdict,
    ...(result.reason === undefined ? {} : { reason: result.reason }),
    requests: result.requests.sent,
    failing: result.findings.filter(fails).map(({ fingerprint }) => fingerprint),
  })),
  left: outcome.left,
  remarks: outcome.remarks,
});
