/**
 * The suite of `contract run` under vitest, for its reporters: one test a case, and one for the verdict.
 * `CONTRACT_TARGET` names the target, `recorded` unless it is set; `CONTRACT_SEED` and the account's variables count too.
 */
import { afterAll, describe, type TestContext, test } from "vitest";
import { environment } from "../../src/account/environment.ts";
import type { Planned } from "../../src/cases/kind.ts";
import { runOptions } from "../../src/commands/run-options.ts";
import { line } from "../../src/core/output/sinks.ts";
import { prepare, type RunOptions } from "../../src/engine/prepare.ts";
import { fails } from "../../src/findings/finding.ts";
import { caseTitle } from "../../src/report/case-title.ts";
import { findingText, headingOf } from "../../src/report/finding-text.ts";
import { reportOf } from "../../src/report/report.ts";
import { reportedShowing } from "../../src/report/reported-finding.ts";
import { shownIn } from "./shown-findings.ts";
import { SteppedRun } from "./stepped-run.ts";

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

  constructor(text: string) {
    super(text);
    const [, ...frames] = new Error("").stack?.split("\n") ?? [];
    const own = frames.findLast((frame) => frame.includes(".contract.test.ts")) ?? "";
    this.stack = `${this.name}: ${text}\n${own}`;
  }
}

const env = environment();
const opened = await runOptions(env.CONTRACT_TARGET ? {} : { target: "recorded" }, env).catch(
  (error: unknown) => error as Error,
);
if (opened instanceof Error)
  test("the run can begin", () => {
    throw new Failure(line(opened.message));
  });
else testContract(opened);

function testContract(options: RunOptions): void {
  const { target, operation } = options;
  const prepared = prepare(options);
  const stepped = new SteppedRun(prepared);
  /** By fingerprint, the case whose test tells a finding. */
  const told = new Map<string, string>();

  afterAll(async () => {
    await stepped.end();
    await target.close();
  });

  /** Plays a case; where nothing comes back that says anything of the endpoint, the test is skipped with the reason. */
  async function play(one: Planned, id: string, context: TestContext): Promise<void> {
    const events = await stepped.play(one);
    if (!events.some(({ type }) => type === "played")) context.skip(line(`not sent: ${stepped.over}`));
    const last = events.findLast((event) => event.type === "exchanged")?.exchange.failure;
    if (last !== undefined) context.skip(line(`no answer: ${last.message}`));
    const shown = shownIn(events).filter(({ finding }) => fails(finding));
    const untold = shown.filter(({ finding }) => !told.has(finding.fingerprint));
    for (const { finding } of untold) told.set(finding.fingerprint, id);
    if (untold.length > 0)
      throw new ContractFailure(
        untold
          .map(({ finding, showing }) => findingText(reportedShowing(finding, showing, options)))
          .join("\n\n"),
      );
    // One fault is told once; the test that tells it fails.
    const [again] = shown.map(({ finding }) => finding);
    if (again !== undefined)
      context.skip(line(`${again.check}: ${again.violation.title}, as ${told.get(again.fingerprint)} tells`));
  }

  describe(line(`${operation} on ${target.name}`), () => {
    for (const one of prepared.cases()) {
      test(caseTitle(one), async (context) => {
        if ("skipped" in one) context.skip(line(one.skipped));
        else await play(one, "case" in one ? one.case.id : one.id, context);
      });
    }

    test("verdict", async () => {
      await stepped.end();
      const { verdict, reason, findings } = reportOf(stepped.result, 0);
      if (verdict === "pass") return;
      if (verdict === "inconclusive")
        throw new ContractFailure(line(`inconclusive, which is no pass: ${reason}`));
      const all = findings.filter(fails);
      const untold = all.filter(({ fingerprint }) => !told.has(fingerprint));
      const counts = `${verdict}: ${all.length} finding${all.length === 1 ? "" : "s"}`;
      throw new ContractFailure(
        [
          [counts, ...all.map((one) => line(`  ${headingOf(one)}`))].join("\n"),
          ...untold.map(findingText),
        ].join("\n\n"),
      );
    });
  });
}
