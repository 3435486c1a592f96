import type { Env } from "../account/environment.ts";
import { KINDS } from "../cases/index.ts";
import type { Draft, Planned, Scenario } from "../cases/kind.ts";
import { subjectText } from "../checks/violation/subject.ts";
import { withChanges } from "../contract/changes.ts";
import type { RequestInstance } from "../contract/request-schema.ts";
import { SuiteError } from "../core/errors.ts";
import { equal } from "../core/json.ts";
import { stdout } from "../core/output/printer.ts";
import { shellWord } from "../core/output/sinks.ts";
import { seedOf } from "../core/seed.ts";
import { madeInSlices } from "../core/slices.ts";
import { type PreparedRun, prepareInSlices, type RunOptions } from "../engine/prepare.ts";
import { run } from "../engine/run.ts";
import { RunResult } from "../engine/run-result.ts";
import { follow, hint } from "../engine/shrink.ts";
import { isUnexplained } from "../findings/failing/failing-requests.ts";
import type { Finding } from "../findings/finding.ts";
import { readShrinkPath, type ShrinkPath } from "../findings/shrink-path.ts";
import { type CaseOrigin, caseIdentity, originOf } from "../http/case-origin.ts";
import type { Report, ReportedFinding } from "../report/report.ts";
import { staysHere } from "../targets/open-target.ts";
import { EXIT } from "./exit.ts";
import { type Interrupt, onInterrupt } from "./interrupt.ts";
import { readReport } from "./last-report.ts";
import { closeOptions, type RunArguments, runOptions } from "./run-options.ts";
import { transportOptions } from "./transport-options.ts";

/** The state of a finding after its case was sent again. */
type Outcome =
  | { readonly says: "reproduced" | "gone" }
  | { readonly says: "not judged"; readonly reason: string };

/** Requests at most: enough for the longest scenario and the repeats on a flaky connection. */
const MOST_REQUESTS = 100;

/** `contract replay`: makes a finding's case again, from seed and path alone, sends it and reports the outcome. */
export async function replayCommand(
  fingerprint: string,
  given: Pick<RunArguments, "target" | "report" | "share" | "timeout">,
  env: Env,
): Promise<number> {
  transportOptions(given);
  const report = readReport(given.report);
  const finding = report.findings.find((finding) => finding.fingerprint === fingerprint);
  if (!finding) {
    const known = report.findings.map((finding) => finding.fingerprint);
    throw new SuiteError(
      `finding ${fingerprint} is not in the report; ${known.length === 0 ? "it has none" : `there are ${known.join(", ")}`}`,
    );
  }
  const outcome = await replay(report, finding, given, env);
  stdout.line(
    `${outcome.says}: ${finding.title}${outcome.says === "not judged" ? ` (${outcome.reason})` : ""}`,
  );
  return outcome.says === "reproduced" ? EXIT.fail : outcome.says === "gone" ? EXIT.pass : EXIT.inconclusive;
}

async function replay(
  report: Report,
  finding: ReportedFinding,
  given: Pick<RunArguments, "target" | "share" | "timeout">,
  env: Env,
): Promise<Outcome> {
  const { seed } = report;
  const operation = finding.operation ?? report.operation;
  const target = targetOf(report, finding, given.target, env);
  const interrupt = onInterrupt();
  try {
    const options = await runOptions(
      {
        ...given,
        target,
        ...(operation === undefined ? {} : { operation }),
        seed: String(seed),
        ...(target === "recorded" ? {} : { requests: String(MOST_REQUESTS) }),
      },
      env,
      interrupt.signal,
    );
    return await replayOn(options, finding, (found) => isAgain(report, finding, found), interrupt);
  } catch (error) {
    if (error instanceof SuiteError) return { says: "not judged", reason: error.message };
    throw error;
  } finally {
    interrupt.off();
  }
}

async function replayOn(
  options: RunOptions,
  finding: ReportedFinding,
  isFinding: (found: Finding) => boolean,
  interrupt: Interrupt,
): Promise<Outcome> {
  try {
    const prepared = await prepareInSlices(options);
    interrupt.watch(prepared.cleanup);
    const planned = options.target.recorded
      ? recorded(prepared, finding.case)
      : await remake(prepared, finding);
    if (interrupt.signal.aborted) return { says: "not judged", reason: "stopped before the case was sent" };
    if (planned === undefined)
      return { says: "not judged", reason: `the contract has no case ${finding.case} any more` };
    if ("skipped" in planned) return { says: "not judged", reason: planned.skipped };
    return await outcomeOf(isFinding, prepared, planned);
  } finally {
    await closeOptions(options);
  }
}

/**
 * The target of the case: the one that the user names, or else the one where the finding was seen, as long as that is
 * on this machine. A report may come from anybody, and the token goes where the case goes.
 * @throws SuiteError
 */
function targetOf(
  report: Report,
  { fingerprint }: ReportedFinding,
  given: string | undefined,
  env: Env,
): string {
  const named = given ?? (env.CONTRACT_TARGET || undefined);
  if (named !== undefined) return named;
  const { target } = report;
  if (staysHere(target)) return target;
  throw new SuiteError(
    `the report names the target ${target}, which is not on this machine, and the token goes only where you say: repeat with contract replay ${shellWord(fingerprint)} --target ${shellWord(target)}`,
  );
}

/** Sends the case, and tells whether it shows the finding. */
async function outcomeOf(
  isFinding: (found: Finding) => boolean,
  prepared: PreparedRun,
  planned: Planned,
): Promise<Outcome> {
  const result = new RunResult(prepared);
  let failure: string | undefined;
  let isFirst = true;
  for await (const event of run(prepared, { cases: withOthers(prepared, planned), shrinks: false })) {
    result.add(event);
    if (isFirst && event.type === "exchanged") failure ??= event.exchange.failure?.message;
    if (event.type === "played") isFirst = false;
  }
  if (result.findings.some(isFinding)) return { says: "reproduced" };
  const reason = failure ?? result.reason;
  return reason === undefined ? { says: "gone" } : { says: "not judged", reason };
}

/** True if a finding is the report's again, and not what another finding of the report already told of the same place. */
const isAgain = (report: Report, finding: ReportedFinding, found: Finding): boolean =>
  isOfCause(finding, found) && !isKnownOtherwise(report, finding, found);

/** True for the finding itself, and for one of the places of a cause that shows at several. */
const isOfCause = ({ fingerprint, check, locations = [] }: ReportedFinding, found: Finding): boolean =>
  found.fingerprint === fingerprint ||
  locations.includes(found.fingerprint) ||
  (isUnexplained(check, found.violation) && fingerprint.startsWith(`${found.fingerprint}/`)) ||
  (found.check === check && locations.includes(subjectText(found.violation.subject)));

const isKnownOtherwise = (
  report: Report,
  finding: ReportedFinding,
  { fingerprint, deviation }: Finding,
): boolean =>
  report.findings.some(
    (other) =>
      other.fingerprint === fingerprint &&
      !equal(other.deviation, finding.deviation) &&
      equal(other.deviation, deviation),
  );

/**
 * The recorded cases after the finding's own: a finding of several exchanges, such as an id that two of them have,
 * shows only among all.
 */
function* withOthers({ options, cases }: PreparedRun, first: Planned): Iterable<Planned> {
  yield first;
  if (options.target.recorded) for (const other of cases()) if (other !== first) yield other;
}

const recorded = ({ cases }: PreparedRun, id: string): Planned | undefined =>
  [...cases()].find((planned) => "case" in planned && planned.case.id === id);

/** The finding's case, made again; a shrunk one by following the path that shrinking took. */
async function remake(prepared: PreparedRun, finding: ReportedFinding): Promise<Planned | undefined> {
  const origin = originOf(finding.case, finding.adapted?.nth);
  const made = await draftOf(prepared, origin);
  if (made === undefined) return undefined;
  if ("run" in made) return { ...caseIdentity(origin.kind, origin.name), scenario: made };
  const draft = adaptedDraft(made, finding);
  const path = finding.path === undefined ? undefined : readShrinkPath(finding.path);
  const request = path === undefined ? undefined : shrunkRequest(prepared, finding, draft, path);
  return prepared.bind(origin.kind, { ...draft, ...request });
}

/** The draft that was sent in the place of a planned one; the planned one itself where none was. */
function adaptedDraft(planned: Draft, { adapted }: ReportedFinding): Draft {
  if (adapted === undefined || planned.body === undefined) return planned;
  return { ...planned, body: withChanges(planned.body, adapted.changes), adapted };
}

function shrunkRequest(
  { context: { underTest } }: PreparedRun,
  finding: ReportedFinding,
  draft: Draft,
  { pointers, steps }: ShrinkPath,
): RequestInstance | undefined {
  if (pointers === undefined) return follow(underTest, draft, steps);
  const start = hint(underTest, draft, pointers, seedOf(underTest.seed, finding.case));
  return start === undefined ? undefined : follow(underTest, { ...draft, body: start }, steps);
}

/** Number of cases of an endless kind that are searched: as many as a long fuzz run has. */
const MOST_SEARCHED = 200_000;

async function draftOf(
  { context, options: { signal } }: PreparedRun,
  { kind: id, name }: CaseOrigin,
): Promise<Draft | Scenario | undefined> {
  const kind = KINDS.find((known) => known.id === id);
  const direct = kind?.named?.(context, name);
  if (direct) return direct;
  let searched = 0;
  for await (const draft of madeInSlices(kind?.drafts(context) ?? [], signal)) {
    if (draft.name === name) return draft;
    if (searched++ > MOST_SEARCHED) return undefined;
  }
  return undefined;
}
