/** Runs the default plan against every planted fault, or against endpoints that conform, and prints what came of it. */
import { parseArgs } from "node:util";
import { instantClock } from "../fixtures/instant-clock.ts";
import { CONFORMING } from "./conforming.ts";
import { NAMINGS, namingGround } from "./naming.ts";
import { BUDGETS, type Outcome, REQUESTS, runConforming, runFault } from "./run.ts";
import { FAULTS } from "./table/index.ts";

const { values } = parseArgs({
  options: {
    conforming: { type: "boolean", default: false },
    cases: { type: "string", default: String(REQUESTS) },
    only: { type: "string", default: "" },
    budget: { type: "string", default: BUDGETS.join() },
    naming: { type: "string", default: "" },
  },
});

process.exitCode = (await (values.conforming ? conforming(Number(values.cases)) : faults())) ? 0 : 1;

/** @returns whether every fault is told, by its check and once. */
async function faults(): Promise<boolean> {
  const [, words] = NAMINGS.find(([name]) => name === values.naming) ?? [];
  const ground = words && namingGround(words);
  const chosen = FAULTS.filter((one) => `${one.class}/${one.name}`.includes(values.only));
  const needed: number[] = [];
  let caught = 0;
  for (const fault of chosen) {
    const outcome = await runFault(fault, "end", ground);
    const problem = problemOf(outcome);
    if (problem === undefined) caught += 1;
    if (outcome.requests !== undefined) needed.push(outcome.requests);
    console.log(line(outcome, problem));
  }
  console.log("");
  for (const budget of values.budget.split(",").map(Number))
    console.log(`${needed.filter((requests) => requests <= budget).length} told within ${budget} requests`);
  console.log(`${caught} of ${chosen.length} caught`);
  return caught === chosen.length;
}

function problemOf({ fault, told, others }: Outcome): string | undefined {
  const beside = others.map(({ check, violation }) => `${check}: ${violation.title}`).join("; ");
  if (!told) return `MISSED by ${fault.check}; told: ${beside || "nothing"}`;
  return fault.others === "any" || others.length === (fault.others ?? 0)
    ? undefined
    : `told ${1 + others.length} times: ${beside}`;
}

function line({ fault, told, requests }: Outcome, problem: string | undefined): string {
  const name = `${fault.class}: ${fault.name}`.padEnd(58);
  const by = fault.check.padEnd(16);
  return `${problem === undefined ? "ok  " : "FAIL"}  ${name} ${by} ${String(requests ?? "-").padStart(4)}  ${
    problem ?? told?.violation.title
  }`;
}

/** @returns whether no conforming endpoint raises an alarm. */
async function conforming(cases: number): Promise<boolean> {
  const chosen = CONFORMING.filter(({ name }) => name.includes(values.only));
  let quiet = 0;
  for (const variant of chosen) {
    const clock = instantClock();
    const target = await variant.open(clock);
    const { sent, alarms } = await runConforming(target, cases, clock).finally(() => target.close());
    if (alarms.length === 0) quiet += 1;
    console.log(`${alarms.length === 0 ? "ok  " : "FAIL"}  ${variant.name.padEnd(58)} ${sent} requests`);
    for (const { fingerprint, violation, case: one } of alarms)
      console.log(`        ${fingerprint}: ${violation.title} (${one.id})`);
  }
  console.log(`\n${quiet} of ${chosen.length} without a false alarm`);
  return quiet === chosen.length;
}
