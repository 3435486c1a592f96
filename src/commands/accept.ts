import { dirname, join } from "node:path";
import { CHECKS } from "../checks/index.ts";
import { operationOf } from "../contract/documented-operation.ts";
import { SuiteError } from "../core/errors.ts";
import { withLock } from "../core/lock.ts";
import { stdout } from "../core/output/printer.ts";
import { readTextIfThere } from "../core/read-text.ts";
import { ROOT } from "../core/root.ts";
import { writeFile } from "../core/write-file.ts";
import { covers, type Deviation, isDay, today } from "../findings/deviations.ts";
import { DEVIATIONS_FILE, parseDeviations, withDeviation } from "../findings/deviations-file.ts";
import { readFingerprint } from "../findings/fingerprint.ts";
import type { Report, ReportedFinding } from "../report/report.ts";
import { EXIT } from "./exit.ts";
import { readReport } from "./last-report.ts";
import { loadContract } from "./run-options.ts";

export interface AcceptArguments {
  readonly reason?: string;
  readonly expires?: string;
}

/** `contract accept`: puts a finding into the file of known differences, with its reason, evidence and expiry. */
export async function acceptCommand(finding: string, given: AcceptArguments): Promise<number> {
  const reason = given.reason?.trim().replace(/\s+/g, " ") ?? "";
  if (reason === "") throw new SuiteError("--reason: say why the difference is accepted");
  const expires = given.expires ?? inOneYear(today());
  if (!isDay(expires)) throw new SuiteError(`--expires ${expires}: expected a day, YYYY-MM-DD`);
  if (expires < today()) throw new SuiteError(`--expires ${expires}: this day has passed; name one to come`);
  const evidence = await evidenceFor(finding);
  await keep({ covers: finding, reason, evidence, expires });
  stdout.line(`${DEVIATIONS_FILE}: ${finding} is known until ${expires}`);
  return EXIT.pass;
}

/** Two may accept at once: what the other has added must be read before the file is written. */
async function keep(deviation: Deviation): Promise<void> {
  const path = join(ROOT, DEVIATIONS_FILE);
  const lock = join(dirname(path), ".deviations.yaml.lock");
  await withLock(lock, () => {
    const text = readTextIfThere(path, DEVIATIONS_FILE) ?? "";
    refuseCovered(deviation.covers, parseDeviations(text, DEVIATIONS_FILE));
    writeFile(path, withDeviation(text, deviation, DEVIATIONS_FILE));
  });
}

function refuseCovered(finding: string, deviations: readonly Deviation[]): void {
  const known = deviations.find(
    (deviation) => covers(deviation.covers, finding) && deviation.expires >= today(),
  );
  if (known)
    throw new SuiteError(
      `${finding} is known already, by ${known.covers} until ${known.expires}; change that entry of ${DEVIATIONS_FILE}`,
    );
}

/**
 * The evidence for a finding: the run that showed it.
 * @throws SuiteError that lists the findings of the last report where it is not among them
 */
async function evidenceFor(finding: string): Promise<string> {
  const report = lastReport();
  const seen = report?.findings.find(({ fingerprint }) => covers(finding, fingerprint));
  if (report && seen) return evidenceText(report, seen);
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
  return `accepted by hand on ${today()}, not in the last report`;
}

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
