import type { Env } from "../account/environment.ts";
import { KINDS } from "../cases/index.ts";
import type { Draft, Planned, Scenario } from "../cases/kind.ts";
import { SuiteError } from "../core/errors.ts";
import { stdout } from "../core/output/printer.ts";
import { shellWord } from "../core/output/sinks.ts";
import { follow, hint } from "../engine/shrink.ts";
import { Suite, type SuiteOptions } from "../engine/suite.ts";
import type { Finding } from "../findings/finding.ts";
import { readShrinkPath, type ShrinkPath } from "../findings/shrink-path.ts";
import { type CaseOrigin, caseIdentity, originOf } from "../http/case-origin.ts";
import type { Report, ReportedFinding } from "../report/report.ts";
import { staysHere } from "../targets/open-target.ts";
import { EXIT } from "./exit.ts";
import { type Interrupt, onInterrupt } from "./interrupt.ts";
import { readReport } from "./last-report.ts";
import { closeOptions, type RunArguments, suiteOptions } from "./run.ts";
import { wayOptions } from "./way-options.ts";

/** What became of a finding when its case was sent again. */
type Outcome =
  | { readonly says: "reproduced" | "gone" }
  | { readonly says: "not judged"; readonly reason: string };

/** Enough for the longest scenario and the repeats of a flaky way. */
const MOST_REQUESTS = 100;

/** `contract replay`: makes a finding's case again, from seed and path alone, sends it and says what became of it. */
export async function replayCommand(
  fingerprint: string,
  given: Pick<RunArguments, "target" | "report" | "share" | "timeout">,
  env: Env,
): Promise<number> {
  wayOptions(given);
  const report = readReport(given.report);
  const finding = report.findings.find((one) => one.fingerprint === fingerprint);
  if (!finding) {
    const known = report.findings.map((one) => one.fingerprint);
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
  const { operation, seed } = report;
  const target = targetOf(report, finding, given.target, env);
  const interrupt = onInterrupt();
  try {
    const options = await suiteOptions(
      {
        ...given,
        target,
        operation,
        seed: String(seed),
        ...(target === "recorded" ? {} : { requests: String(MOST_REQUESTS) }),
      },
      env,
      interrupt.signal,
    );
    return await replayOn(options, finding, interrupt);
  } catch (error) {
    if (error instanceof SuiteError) return { says: "not judged", reason: error.message };
    throw error;
  } finally {
    interrupt.off();
  }
}

async function replayOn(
  options: SuiteOptions,
  finding: ReportedFinding,
  interrupt: Interrupt,
): Promise<Outcome> {
  try {
    const suite = new Suite(options);
    interrupt.watch(suite.cleanup);
    const planned = options.target.recorded ? recorded(suite, finding.case) : remake(suite, finding);
    if (planned === undefined)
      return { says: "not judged", reason: `the contract has no case ${finding.case} any more` };
    if ("skipped" in planned) return { says: "not judged", reason: planned.skipped };
    const { found, failure } = await played(suite, planned);
    if (found.some(({ fingerprint }) => fingerprint === finding.fingerprint)) return { says: "reproduced" };
    const all = suite.findings.all().some(({ fingerprint }) => fingerprint === finding.fingerprint);
    if (all) return { says: "reproduced" };
    const reason = failure ?? suite.reason;
    return reason === undefined ? { says: "gone" } : { says: "not judged", reason };
  } finally {
    await closeOptions(options);
  }
}

/**
 * Where the case is sent: where the user says, or else where the finding was seen, as long as that is on this machine. A
 * report may come from anybody, and the token goes where the case goes. @throws SuiteError
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

/** What the case tripped, and why it got no answer; what it made is deleted, whatever goes wrong. */
async function played(
  suite: Suite,
  planned: Planned,
): Promise<{ readonly found: readonly Finding[]; readonly failure: string | undefined }> {
  let failure: string | undefined;
  let found: readonly Finding[] = [];
  try {
    found = await suite.play(planned, (exchange) => {
      failure ??= exchange.failure?.message;
    });
    // A finding of several exchanges, such as an id that two of them have, shows only among all that was recorded.
    if (suite.options.target.recorded) for (const one of suite.plan()) await suite.play(one);
  } finally {
    await suite.close();
  }
  return { found, failure };
}

const recorded = (suite: Suite, id: string): Planned | undefined =>
  [...suite.plan()].find((one) => "case" in one && one.case.id === id);

/** The finding's case, made again; a shrunk one by following the path that shrinking took. */
function remake(suite: Suite, finding: ReportedFinding): Planned | undefined {
  const origin = originOf(finding.case);
  const draft = draftOf(suite, origin);
  if (draft === undefined) return undefined;
  if ("run" in draft) return { ...caseIdentity(origin.kind, origin.name), scenario: draft };
  const path = finding.path === undefined ? undefined : readShrinkPath(finding.path);
  const body = path === undefined ? draft.body : shrunkBody(suite, finding, draft, path);
  return suite.bind(origin.kind, { ...draft, ...(body === undefined ? {} : { body }) });
}

function shrunkBody(suite: Suite, finding: ReportedFinding, draft: Draft, path: ShrinkPath): Draft["body"] {
  if (path.places === undefined) return follow(suite.underTest, draft, path.steps);
  const start = hint(suite.underTest, draft, path.places, suite.seedOfCase(finding.case));
  return start === undefined ? undefined : follow(suite.underTest, { ...draft, body: start }, path.steps);
}

/** How far an endless kind is searched: as many cases as a long fuzz run has. */
const MOST_SEARCHED = 200_000;

function draftOf(suite: Suite, { kind: id, name }: CaseOrigin): Draft | Scenario | undefined {
  const kind = KINDS.find((known) => known.id === id);
  const direct = kind?.named?.(suite.context, name);
  if (direct) return direct;
  let searched = 0;
  for (const draft of kind?.drafts(suite.context) ?? []) {
    if (draft.name === name) return draft;
    if (searched++ > MOST_SEARCHED) return undefined;
  }
  return undefined;
}
