/**
 * The suite of `contract run` under vitest, for its reporters: one test a case, and one for the verdict.
 * `CONTRACT_TARGET` names the target, `recorded` unless it is set; `CONTRACT_SEED` and the account's variables count too.
 */
import { afterAll, describe, type TestContext, test } from "vitest";
import { environment } from "../../src/account/environment.ts";
import type { Planned } from "../../src/cases/kind.ts";
import { runOptions } from "../../src/commands/run-options.ts";
import { line } from "../../src/core/output/sinks.ts";
import { prepare } from "../../src/engine/prepare.ts";
import { findingText } from "../../src/report/finding-text.ts";
import { type ReportedFinding, reportOf } from "../../src/report/report.ts";
import { SteppedRun } from "./stepped-run.ts";

const env = environment();
const options = await runOptions(env.CONTRACT_TARGET ? {} : { target: "recorded" }, env);
const { target, operation } = options;
const prepared = prepare(options);
const stepped = new SteppedRun(prepared);
const { result } = stepped;
const planned = [...prepared.cases()];

/** Fingerprints that a case's own test has told already. */
const told = new Set<string>();

afterAll(async () => {
  await stepped.end();
  await target.close();
});

/** A failure whose whole message is the findings: a stack would point into the suite, which is not at fault. */
class Violations extends Error {
  constructor(text: string) {
    super(text);
    this.name = "Violations";
    this.stack = `${this.name}: ${text}`;
  }
}

/** The findings among these fingerprints that fail a run. */
function failing(fingerprints: readonly string[]): ReportedFinding[] {
  return reportOf(result, 0).findings.filter(
    ({ fingerprint, severity, status }) =>
      fingerprints.includes(fingerprint) && severity === "violation" && status !== "known",
  );
}

/** The findings as reports without markup show them. */
function blocks(findings: readonly ReportedFinding[]): string {
  if (findings.length === 0) return "";
  return `\n${findings.map(findingText).join("\n\n")}`;
}

/** Plays a case; where nothing comes back that says anything of the endpoint, the test is skipped with the reason. */
async function play(one: Planned, context: TestContext): Promise<void> {
  const events = await stepped.play(one);
  if (!events.some(({ type }) => type === "played")) context.skip(line(`not sent: ${stepped.over}`));
  const last = events.findLast((event) => event.type === "exchanged")?.exchange.failure;
  if (last !== undefined) context.skip(line(`no answer: ${last.message}`));
  const tripped = events.flatMap((event) => (event.type === "found" ? [event.finding.fingerprint] : []));
  const found = failing(tripped);
  for (const { fingerprint } of found) told.add(fingerprint);
  if (found.length > 0) throw new Violations(blocks(found));
}

/** A recorded case may stand in several recordings, so its title says which. */
const titles = planned.map((one) => {
  const id = "case" in one ? one.case.id : one.id;
  const source = "case" in one ? one.case.source : undefined;
  return line(source === undefined ? id : `${id} (${source})`);
});

describe(line(`${operation} on ${target.name}`), () => {
  for (const [index, one] of planned.entries()) {
    test(titles[index] ?? "", async (context) => {
      if ("skipped" in one) context.skip(line(one.skipped));
      else await play(one, context);
    });
  }

  test("verdict", async () => {
    await stepped.end();
    const { verdict, reason, findings } = reportOf(result, 0);
    if (verdict === "pass") return;
    if (verdict === "inconclusive") throw new Violations(line(`inconclusive, which is no pass: ${reason}`));
    const all = failing(findings.map(({ fingerprint }) => fingerprint));
    const untold = all.filter(({ fingerprint }) => !told.has(fingerprint));
    throw new Violations(
      `${verdict}: ${all.length} finding${all.length === 1 ? "" : "s"}\n${all.map(({ title }) => line(`  ${title}`)).join("\n")}\n${blocks(untold)}`,
    );
  });
});
