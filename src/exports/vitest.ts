/** The suite of `contract run` under vitest, for its reporters: one test a case, and one for the verdict. */
import { afterAll, describe, type TestContext, test } from "vitest";
import { environment } from "../account/environment.ts";
import type { Planned } from "../cases/kind.ts";
import { closeOptions, runOptions } from "../commands/run-options.ts";
import { line } from "../core/output/sinks.ts";
import { prepare, type RunOptions } from "../engine/prepare.ts";
import { fails } from "../findings/finding.ts";
import { caseTitle } from "../report/case-title.ts";
import { findingText, headingOf } from "../report/finding-text.ts";
import { reportOf } from "../report/report.ts";
import { reportedShowing } from "../report/reported-finding.ts";
import { shownIn } from "./suite/shown-findings.ts";
import { SteppedRun } from "./suite/stepped-run.ts";

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

/** A failure whose message is all there is to say. */
class Failure extends Error {
  constructor(text: string) {
    super(text);
    this.stack = `${this.name}: ${text}`;
  }
}

/** The same with the line of the suite as its place: reporters that annotate want one, though the suite is not at fault. */
class ContractFailure extends Failure {
  override readonly name = "ContractFailure";

  constructor(text: string, place: string) {
    super(text);
    this.stack = `${this.name}: ${text}\n${place}`;
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

class Suite {
  readonly #options: RunOptions;
  readonly #place: string;
  readonly #prepared: ReturnType<typeof prepare>;
  readonly #stepped: SteppedRun;
  /** By fingerprint, the case whose test tells a finding. */
  readonly #told = new Map<string, string>();

  constructor(options: RunOptions, place: string) {
    this.#options = options;
    this.#place = place;
    this.#prepared = prepare(options);
    this.#stepped = new SteppedRun(this.#prepared);
  }

  define(): void {
    const { target, operation } = this.#options;
    afterAll(async () => {
      await this.#stepped.end();
      await target.close();
    }, END_LIMIT_MS);
    describe(line(`${operation} on ${target.name}`), () => {
      for (const one of this.#prepared.cases())
        test(caseTitle(one), { timeout: CASE_LIMIT_MS }, async (context) => {
          if ("skipped" in one) context.skip(line(one.skipped));
          else await this.#play(one, "case" in one ? one.case.id : one.id, context);
        });
      test("verdict", { timeout: END_LIMIT_MS }, () => this.#judge());
    });
  }

  /** Plays a case; where nothing comes back that says anything of the endpoint, the test is skipped with the reason. */
  async #play(one: Planned, id: string, context: TestContext): Promise<void> {
    const events = await this.#stepped.play(one);
    if (!events.some(({ type }) => type === "played")) context.skip(line(`not sent: ${this.#stepped.over}`));
    const last = events.findLast((event) => event.type === "exchanged")?.exchange.failure;
    if (last !== undefined) context.skip(line(`no answer: ${last.message}`));
    const shown = shownIn(events).filter(({ finding }) => fails(finding));
    const untold = shown.filter(({ finding }) => !this.#told.has(finding.fingerprint));
    for (const { finding } of untold) this.#told.set(finding.fingerprint, id);
    if (untold.length > 0)
      throw this.#failure(
        untold
          .map(({ finding, showing }) => findingText(reportedShowing(finding, showing, this.#options)))
          .join("\n\n"),
      );
    // One fault is told once; the test that tells it fails.
    const [again] = shown.map(({ finding }) => finding);
    if (again !== undefined)
      context.skip(
        line(`${again.check}: ${again.violation.title}, as ${this.#told.get(again.fingerprint)} tells`),
      );
  }

  async #judge(): Promise<void> {
    await this.#stepped.end();
    const { verdict, reason, findings } = reportOf(this.#stepped.result, 0);
    if (verdict === "pass") return;
    if (verdict === "inconclusive") throw this.#failure(line(`inconclusive, which is no pass: ${reason}`));
    const all = findings.filter(fails);
    const untold = all.filter(({ fingerprint }) => !this.#told.has(fingerprint));
    const counts = `${verdict}: ${all.length} finding${all.length === 1 ? "" : "s"}`;
    throw this.#failure(
      [
        [counts, ...all.map((one) => line(`  ${headingOf(one)}`))].join("\n"),
        ...untold.map(findingText),
      ].join("\n\n"),
    );
  }

  #failure(text: string): ContractFailure {
    return new ContractFailure(text, this.#place);
  }
}
