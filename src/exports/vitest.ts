/** The suite of `contract run` under vitest, for its reporters: one test a case, and one for the verdict. */
import { join } from "node:path";
import { afterAll, describe, type TestContext, test } from "vitest";
import { environment } from "../account/environment.ts";
import type { Planned } from "../cases/kind.ts";
import { closeOptions, runOptions } from "../commands/run-options.ts";
import { stderr } from "../core/output/printer.ts";
import { line } from "../core/output/sinks.ts";
import { ROOT } from "../core/root.ts";
import { prepare, type RunOptions } from "../engine/prepare.ts";
import { type Finding, fails } from "../findings/finding.ts";
import { CaseTitles } from "../report/case-title.ts";
import { documentLines } from "../report/document-lines.ts";
import { findingText, headingOf } from "../report/finding-text.ts";
import { things } from "../report/noun.ts";
import type { Report, ReportedFinding } from "../report/report.ts";
import { SteppedRun } from "./suite/stepped-run.ts";
import { showsFailure, ToldFindings } from "./suite/told-findings.ts";
import { UnsentCases } from "./suite/unsent-cases.ts";

/** Options of the suite; those that are left out are as `contract run` has them. */
export interface ContractSuiteOptions {
  /** `sandbox`, `observed`, `recorded` or a URL; `CONTRACT_TARGET` unless given, and `recorded` where that is not set. */
  readonly target?: string;
  readonly operation?: string;
  /** Kinds of cases, all unless given. */
  readonly only?: readonly string[];
  readonly seed?: number;
  /** Hard ceiling on the requests sent, clean-up excepted. */
  readonly requests?: number;
}

/** Longest times of a case and of the clean-up: a live endpoint may be slow, and a refused connection is tried again (milliseconds). */
const CASE_LIMIT_MS = 120_000;
const END_LIMIT_MS = 600_000;
/** Longest time that a timer takes. */
const MOST_MS = 2 ** 31 - 1;

/** A failure whose message is all there is to say. */
class Failure extends Error {
  constructor(text: string) {
    super(text);
    this.stack = `${this.name}: ${text}`;
  }
}

/** The same with the lines of the docs that are broken, and that of the suite: reporters that annotate want one of code. */
class ContractFailure extends Failure {
  override readonly name = "ContractFailure";

  constructor(text: string, places: readonly string[]) {
    super(text);
    this.stack = [`${this.name}: ${text}`, ...places].join("\n");
  }
}

/**
 * Defines the tests of the project of the working directory: one for each case of the plan, which sends it and judges the
 * answer, and one for the verdict. Whatever keeps the run from beginning is a test that fails.
 */
export async function defineContractSuite(options: ContractSuiteOptions = {}): Promise<void> {
  const place = placeOf(new Error());
  const env = environment();
  const opened = await runOptions(given(options, env), env).catch((error: unknown) => error as Error);
  if (opened instanceof Error)
    test("the run can begin", () => {
      throw new Failure(line(opened.message));
    });
  else if (opened.operations === undefined || opened.operations.length === 1)
    new Suite(opened, place).define();
  else {
    const { operations, requests } = opened;
    await closeOptions(opened);
    // Each has an endpoint and a clean-up of its own, for the tests of one may be all that is chosen.
    const each = String(options.requests ?? Math.max(1, Math.floor(requests / operations.length)));
    const to = given(options, env);
    for (const operation of operations)
      new Suite(
        await runOptions({ ...to, operation, ...(opened.target.recorded ? {} : { requests: each }) }, env),
        place,
      ).define();
  }
}

/** The line of a stack that called this module. */
function placeOf({ stack = "" }: Error): string {
  return stack.split("\n")[2] ?? "";
}

function given(
  { target, operation, only, seed, requests }: ContractSuiteOptions,
  env: { readonly CONTRACT_TARGET?: string | undefined },
) {
  const to = target ?? (env.CONTRACT_TARGET ? undefined : "recorded");
  return {
    ...(to === undefined ? {} : { target: to }),
    ...(operation === undefined ? {} : { operation }),
    ...(only === undefined ? {} : { only: only.join() }),
    ...(seed === undefined ? {} : { seed: String(seed) }),
    ...(requests === undefined ? {} : { requests: String(requests) }),
  };
}

/** A planned case that is a test. */
interface CaseTest {
  readonly planned: Planned;
  readonly id: string;
  readonly title: string;
}

/** All that a run has told once it is through. */
interface Ending {
  readonly report: Report;
  readonly findings: readonly Finding[];
  readonly told: ToldFindings;
}

class Suite {
  readonly #options: RunOptions;
  readonly #place: string;
  readonly #tests: readonly CaseTest[];
  readonly #stepped: SteppedRun;
  #ending: Promise<Ending> | undefined;
  readonly #unsent: UnsentCases;

  constructor(options: RunOptions, place: string) {
    this.#options = options;
    this.#place = place;
    this.#unsent = new UnsentCases(options.requests);
    const prepared = prepare(options);
    const { context } = prepared;
    const titles = new CaseTitles(context.underTest, options.account.tag);
    this.#tests = [...prepared.cases()].map((planned) => ({
      planned,
      id: "case" in planned ? planned.case.id : planned.id,
      title: titles.of(planned),
    }));
    this.#stepped = new SteppedRun(prepared, { lineOf: documentLines(ROOT) });
  }

  define(): void {
    const { target, operation } = this.#options;
    // A case waits for those before it, and one that fails for all: what happens alike in many of them is told once.
    const timeout = Math.min(MOST_MS, END_LIMIT_MS + this.#tests.length * CASE_LIMIT_MS);
    afterAll(async () => {
      await this.#stepped.end();
      await target.close();
    }, END_LIMIT_MS);
    describe(line(`${operation} on ${target.name}`), () => {
      for (const one of this.#tests)
        test(one.title, { timeout }, async (context) => {
          if ("skipped" in one.planned) context.skip(line(one.planned.skipped));
          this.#begin(context);
          await this.#judge(one.id, context);
        });
      test("verdict", { timeout }, (context) => {
        this.#begin(context);
        return this.#judgeAll();
      });
    });
  }

  /** Begins to send the cases whose tests are chosen. */
  #begin({ task }: TestContext): void {
    const chosen = new Set(
      task.suite?.tasks.filter(({ mode }) => mode !== "skip" && mode !== "todo").map(({ name }) => name),
    );
    this.#stepped.begin(this.#tests.filter(({ title }) => chosen.has(title)).map(({ planned }) => planned));
  }

  /** Judges a case; where nothing came back that says anything of the endpoint, the test is skipped with the reason. */
  async #judge(id: string, context: TestContext): Promise<void> {
    const events = await this.#stepped.played(id);
    if (!events.some(({ type }) => type === "played"))
      context.skip(line(this.#unsent.add(this.#stepped.over)));
    const last = events.findLast((event) => event.type === "exchanged")?.exchange.failure;
    if (last !== undefined) context.skip(line(`no answer: ${last.message}`));
    if (!showsFailure(events)) return;
    const ending = await this.#ended();
    const own = ending.told.by(id);
    if (own.length > 0) throw this.#failure(own.map((one) => reportedOf(one, ending)));
    const first = ending.told.first(id);
    // One fault is told once; the test that tells it fails.
    if (first !== undefined)
      context.skip(line(`${headingOf(reportedOf(first.finding, ending))}, as ${first.by} tells`));
  }

  async #judgeAll(): Promise<void> {
    const ending = await this.#ended();
    const { verdict, reason, findings } = ending.report;
    const unsent = this.#unsent.told(this.#stepped.over);
    if (verdict === "pass") {
      if (unsent !== undefined) stderr.line(`pass, but ${unsent}`);
      return;
    }
    if (verdict === "inconclusive")
      throw this.#failure([], line(`inconclusive, which is no pass: ${reason}`));
    const all = findings.filter(fails);
    const untold = ending.findings.filter((one) => fails(one) && !ending.told.isTold(one));
    const counts = `${verdict}: ${things(all.length, "finding")}${unsent === undefined ? "" : `; ${unsent}`}`;
    throw this.#failure(
      untold.map((one) => reportedOf(one, ending)),
      [line(counts), ...all.map((one) => line(`  ${headingOf(one)}`))].join("\n"),
    );
  }

  #ended(): Promise<Ending> {
    this.#ending ??= this.#stepped.through().then(() => {
      const { findings } = this.#stepped.record.result;
      const told = new ToldFindings(findings, this.#stepped.events);
      return { report: this.#stepped.record.report(), findings, told };
    });
    return this.#ending;
  }

  /** A failure that tells findings whole, and leads to the suite. */
  #failure(findings: readonly ReportedFinding[], ...before: readonly string[]): ContractFailure {
    return new ContractFailure([...before, ...findings.map(findingText)].join("\n\n"), [
      ...new Set(findings.flatMap(placeInDocs)),
      this.#place,
    ]);
  }
}

/** The line of the docs that a finding breaks, as a stack has it; none where it is not known. */
const placeInDocs = ({ docs, line: at }: ReportedFinding): string[] =>
  at === undefined ? [] : [`    at ${join(ROOT, docs.split("#")[0] ?? "")}:${at}:1`];

/** A finding as the report has it, which tells them in the same order. */
function reportedOf(finding: Finding, { findings, report }: Ending): ReportedFinding {
  const reported = report.findings[findings.indexOf(finding)];
  if (reported === undefined) throw new TypeError(`the report has no ${finding.fingerprint}`);
  return reported;
}
