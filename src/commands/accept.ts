import { CHECKS } from "../checks/index.ts";
import { operationOf } from "../contract/documented-operation.ts";
import { SuiteError } from "../core/errors.ts";
import { stdout } from "../core/output/printer.ts";
import { fileOf } from "../core/project.ts";
import { ROOT } from "../core/root.ts";
import { covers, type Deviation, isDay, today } from "../findings/deviations.ts";
import {
  DEVIATIONS_FILE,
  deviationText,
  isSameScope,
  parseDeviations,
  withDeviation,
} from "../findings/deviations-file.ts";
import { readFingerprint } from "../findings/fingerprint.ts";
import type { Scope } from "../findings/scopes.ts";
import type { Report, ReportedFinding } from "../report/report.ts";
import { writeKnown } from "../update/write-known.ts";
import { EXIT } from "./exit.ts";
import { readReport } from "./last-report.ts";
import { loadContract } from "./run-options.ts";

export interface AcceptArguments {
  readonly reason?: string;
  readonly expires?: string;
}

/** `contract accept`: puts a finding into the file of known differences, with its reason, evidence and expiry, and generates. */
export async function acceptCommand(finding: string, given: AcceptArguments): Promise<number> {
  const reason = given.reason?.trim().replace(/\s+/g, " ") ?? "";
  if (reason === "") throw new SuiteError("--reason: say why the difference is accepted");
  const expires = given.expires ?? inOneYear(today());
  if (!isDay(expires)) throw new SuiteError(`--expires ${expires}: expected a day, YYYY-MM-DD`);
  if (expires < today()) throw new SuiteError(`--expires ${expires}: this day has passed; name one to come`);
  const entries = (await entriesFor(finding)).map((entry): Deviation => ({ ...entry, reason, expires }));
  const file = fileOf(ROOT, readFingerprint(finding)?.operation ?? "", "deviations.yaml");
  await writeKnown(ROOT, file, (text) => withEntries(text, { file, finding, entries }));
  stdout.line(`${file}: ${finding} is known until ${expires}`);
  for (const entry of entries) stdout.text(`\n${deviationText(entry)}`);
  stdout.line("\nthe docs of the generated types tell it from now on");
  return EXIT.pass;
}

interface Accepted {
  readonly file: string;
  readonly finding: string;
  readonly entries: readonly Deviation[];
}

/** The file's text with further entries. @throws SuiteError for a finding that is known already */
const withEntries = (before: string, { file, finding, entries }: Accepted): string =>
  entries.reduce((text, entry) => {
    refuseCovered(finding, entry, parseDeviations(text, file));
    return withDeviation(text, entry, file);
  }, before);

/** An entry that says what was seen is known by one of the same scope, any other by one that covers its place. */
function refuseCovered(finding: string, entry: Deviation, deviations: readonly Deviation[]): void {
  const known = deviations.find(
    (deviation) =>
      covers(deviation.covers, entry.covers) &&
      deviation.expires >= today() &&
      (entry.seen === undefined || deviation.seen === undefined || isSameScope(deviation, entry)),
  );
  if (known)
    throw new SuiteError(
      `${finding} is known already, by ${known.covers} until ${known.expires}; change that entry of ${DEVIATIONS_FILE}`,
    );
}

const scopeOf = ({ when, seen, change }: Deviation): Scope => ({
  ...(when === undefined ? {} : { when }),
  ...(seen === undefined ? {} : { seen }),
  ...(change === undefined ? {} : { change }),
});

type Entry = Omit<Deviation, "reason" | "expires">;

/**
 * The entries for a finding, one for each scope that the last run has shown of it.
 * @throws SuiteError where it cannot be a finding, or the last run found it known already
 */
async function entriesFor(finding: string): Promise<Entry[]> {
  const report = lastReport();
  const found = report?.findings.filter(({ fingerprint }) => covers(finding, fingerprint)) ?? [];
  const open = found.filter(({ status }) => status !== "known");
  if (report && open.length > 0) return open.map((one) => entryOf(finding, report, one));
  const [known] = found;
  if (known)
    throw new SuiteError(
      `${finding} is known already, by ${known.deviation?.covers} until ${known.deviation?.expires}; change that entry of ${DEVIATIONS_FILE}`,
    );
  await refuseUnreal(finding);
  return [{ covers: finding, evidence: `accepted by hand on ${today()}, not in the last report` }];
}

/** @throws SuiteError where a text is no finding's fingerprint */
async function refuseUnreal(finding: string): Promise<void> {
  const fingerprint = readFingerprint(finding);
  if (fingerprint === undefined)
    throw new SuiteError(
      `${finding}: expected a finding's fingerprint, operation/check/place, as a run reports it`,
    );
  const { operation, check } = fingerprint;
  if (!operation.includes("*")) operationOf(await loadContract(), operation);
  if (!CHECKS.some(({ id }) => id === check))
    throw new SuiteError(
      `${finding}: there is no check ${check}; there are ${CHECKS.map(({ id }) => id).join(", ")}`,
    );
}

/** The entry for one finding of a report, in place of one that has expired; a pattern covers each finding by its own name. */
const entryOf = (finding: string, report: Report, found: ReportedFinding): Entry => ({
  covers: finding.includes("*") ? found.fingerprint : finding,
  ...(found.deviation?.seen === undefined ? found.scope : scopeOf(found.deviation)),
  evidence: evidenceText(report, found),
});

/** The last report, if there is one: evidence may as well be given by hand. */
function lastReport(): Report | undefined {
  try {
    return readReport();
  } catch {
    return undefined;
  }
}

const evidenceText = ({ target, seed }: Report, { case: caseId, count, severity }: ReportedFinding): string =>
  `${severity} seen on ${today()} by a run on ${target}, seed ${seed}, case ${caseId}, ${count} times`;

/** The same day of the next year; the 29th of February becomes the 28th. */
function inOneYear(day: string): string {
  const next = `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;
  return isDay(next) ? next : next.replace(/29$/, "28");
}
