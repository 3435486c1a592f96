/** Runs of parts of a plan, put together, against a run of the whole plan. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Contract } from "../../../../src/contract/contract.ts";
import { operationOf } from "../../../../src/contract/documented-operation.ts";
import { prepare } from "../../../../src/engine/prepare.ts";
import { run } from "../../../../src/engine/run.ts";
import { ceilingOf, type Shard } from "../../../../src/engine/shard.ts";
import type { Deviation } from "../../../../src/findings/deviations.ts";
import { OperationUnderTest } from "../../../../src/generation/operation-under-test.ts";
import type { Answer, Target } from "../../../../src/http/exchange.ts";
import { shownValue } from "../../../../src/report/finding-text.ts";
import { mergeParts, mergeReports } from "../../../../src/report/merge/merge.ts";
import { togetherReport } from "../../../../src/report/merge/operations.ts";
import { isPart, type Part } from "../../../../src/report/merge/part.ts";
import type { Report } from "../../../../src/report/report.ts";
import { RunRecord } from "../../../../src/report/run-record.ts";
import { loadContract } from "../../../fixtures/contracts/load.ts";
import { hostileReport } from "../../../fixtures/hostile-report.ts";
import { instantClock } from "../../../fixtures/instant-clock.ts";
import { sampled, THOROUGH } from "../../../fixtures/sampled.ts";

const OPERATION = "create-order";
const SEED = 42;
/** More than the plan takes: a run keeps a tenth back for what it wants to ask again, and a part a tenth of its own. */
const REQUESTS = 600;

let contract: Contract;
let underTest: OperationUnderTest;
beforeAll(async () => {
  contract = await loadContract("bakery");
  underTest = new OperationUnderTest(contract, operationOf(contract, OPERATION), SEED);
  underTest.requests.covering;
});

const JSON_HEADERS = { "content-type": "application/json" };

/** An endpoint that takes every body, and answers it with an id. */
const takesAll = (body: string): Answer => ({
  status: 201,
  headers: JSON_HEADERS,
  text: `{"order":{"id":"1",${body.startsWith("{") ? body.slice(1) : "}"}}`,
});

const known = (covers: string): Deviation => ({ covers, reason: "r", evidence: "e", expires: "2999-12-31" });

/** An endpoint, and what is known of it. */
interface Ground {
  readonly answers?: (body: string) => Answer;
  readonly deviations?: readonly Deviation[];
}

/** Takes every body, which is known where a rule is broken. */
const SOME_KNOWN: Ground = {
  deviations: [known(`${OPERATION}/invalid-refused/*`), known(`${OPERATION}/echo/never.seen`)],
};
/** Takes every body, which is known. */
const ALL_KNOWN: Ground = { deviations: [known(`${OPERATION}/*`)] };
/** Refuses every other body. */
const REFUSING: Ground = {
  answers: (body) =>
    body.length % 2 === 0
      ? takesAll(body)
      : { status: 400, headers: JSON_HEADERS, text: '{"message":"closed today"}' },
};

const made = new Map<Ground, Map<string, Promise<Report>>>();

/** The report of a run of all, or of a part, made once. */
function report(shard: Pick<Shard, "index" | "of"> | undefined, ground: Ground): Promise<Report> {
  const ofGround = made.get(ground) ?? new Map<string, Promise<Report>>();
  made.set(ground, ofGround);
  const name = JSON.stringify(shard ?? "all");
  const one = ofGround.get(name) ?? reported(shard, ground);
  ofGround.set(name, one);
  return one;
}

async function reported(
  shard: Pick<Shard, "index" | "of"> | undefined,
  { answers = takesAll, deviations = [] }: Ground,
): Promise<Report> {
  const target: Target = {
    name: "http://endpoint",
    url: "http://endpoint",
    loopback: true,
    stores: false,
    live: true,
    token: "t0ken-of-tests",
    send: async ({ body = "" }) => answers(body),
    close: async () => {},
  };
  const part = shard && { ...shard, requests: REQUESTS };
  const prepared = prepare(
    {
      contract,
      target,
      operation: OPERATION,
      seed: SEED,
      requests: part ? ceilingOf(part) : REQUESTS,
      shard: part,
      // What is fuzzed follows from the answers before.
      only: ["example", "boundary", "invalid", "rule"],
      account: { tag: "s16", bindings: {} },
      userAgent: "test/1",
      clock: instantClock(),
      deviations,
    },
    underTest,
  );
  const record = new RunRecord(prepared, { now: () => 0 });
  for await (const event of run(prepared, { shrinks: false })) record.add(event);
  return record.report();
}

async function parts(of: number, ground: Ground): Promise<Part[]> {
  const all: Report[] = [];
  // As `report.json` has them.
  for (let index = 1; index <= of; index++)
    all.push(JSON.parse(JSON.stringify(await report({ index, of }, ground))) as Report);
  return all.filter(isPart);
}

/** All that does not depend on the order of the exchanges: which request shows a finding, and the values that are shown of many. */
function comparable({ findings, fields = [], ...rest }: Report) {
  return JSON.parse(
    JSON.stringify({
      ...rest,
      findings: findings
        .map(({ fingerprint, check, severity, status, count }) => ({
          fingerprint,
          check,
          severity,
          status,
          count,
        }))
        .sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1)),
      fields: fields.map(({ values, wrong, ...field }) => ({
        ...field,
        values: values.map(({ samples: _, ...count }) => count),
        wrong: wrong.map(({ samples: _, ...count }) => count).sort((a, b) => (a.label < b.label ? -1 : 1)),
      })),
    }),
  ) as unknown;
}

describe("the reports of parts", () => {
  for (const { options, rows } of sampled([2, 1, 3], 3))
    test.each(rows)("of %i make the report of the whole plan", options, async (of) => {
      const whole = await report(undefined, SOME_KNOWN);
      expect(whole.findings.length).toBeGreaterThan(2);
      const merged = mergeReports(await parts(of, SOME_KNOWN), underTest);
      expect(comparable(merged)).toEqual(comparable(whole));
      expect(merged).not.toHaveProperty("shard");
    });

  test("send together what the whole plan sends, about the same each", THOROUGH, async () => {
    const [least = 0, , most = 0] = (await parts(3, SOME_KNOWN))
      .map(({ requests }) => requests.sent)
      .sort((a, b) => a - b);
    expect(most - least).toBeLessThan(10);
  });

  test("tell the valid bodies that were refused in one line, as the whole run does", THOROUGH, async () => {
    const whole = await report(undefined, REFUSING);
    expect(whole.refused).toContain("closed today");
    expect(mergeReports(await parts(2, REFUSING), underTest).refused).toBe(whole.refused);
  });

  test("are inconclusive where one is missing, unless another has found something", THOROUGH, async () => {
    const [first, second, third] = await parts(3, ALL_KNOWN);
    expect(mergeReports([third!, first!], underTest)).toMatchObject({
      verdict: "inconclusive",
      reason: "the report of part 2 of 3 is missing",
    });
    expect(mergeReports([first!, second!, third!], underTest)).toMatchObject({ verdict: "pass" });
    const failing = await parts(3, SOME_KNOWN);
    expect(mergeReports(failing.slice(1), underTest)).toMatchObject({ verdict: "fail" });
  });

  test("show words for words and values for values, as the whole run does", async () => {
    const shownIn = ({ findings }: Report): string[] =>
      findings.map((one) => `${one.fingerprint}: ${shownValue(one.expected)}`).sort();
    const whole = shownIn(await report(undefined, SOME_KNOWN));
    expect(whole.some((text) => !/: (["{[\d]|true|false|null)/.test(text))).toBe(true);
    expect(shownIn(mergeReports(await parts(2, SOME_KNOWN), underTest))).toEqual(whole);
  });

  test("tell once what several operations have for a reason", () => {
    const of = (operation: string, reason: string): Report =>
      ({ ...hostileReport("x"), operation, reason, verdict: "inconclusive" }) as Report;
    const missing = "the report of part 2 of 3 is missing";
    expect(togetherReport([of("a", missing), of("b", missing)]).reason).toBe(missing);
    expect(togetherReport([of("a", missing), of("b", missing), of("c", "gone")]).reason).toBe(
      `a, b: ${missing}; c: gone`,
    );
  });

  test("tell which part has ended early", THOROUGH, async () => {
    const [first, second] = await parts(2, ALL_KNOWN);
    const cut: Part = { ...second!, shard: { ...second!.shard, ended: "stopped by SIGINT" } };
    expect(mergeReports([first!, cut], underTest)).toMatchObject({
      verdict: "inconclusive",
      reason: "part 2 of 2: stopped by SIGINT",
    });
  });

  test("of several operations are put together operation by operation", THOROUGH, async () => {
    const named = (report: Report, operation: string): Report => ({
      ...report,
      operation,
      findings: report.findings.map((one) => ({ ...one, fingerprint: `${operation}/${one.fingerprint}` })),
    });
    const both = (report: Report): Report => togetherReport([report, named(report, "other")]);
    const underTests = new Map([OPERATION, "other"].map((id) => [id, underTest]));
    const merged = mergeParts((await parts(2, ALL_KNOWN)).map(both).filter(isPart), underTests);
    const whole = both(await report(undefined, ALL_KNOWN));
    // Both are made of the one run, so that what is of the whole run stands there twice.
    const comparableOf = ({ operations = [], timeline: _, transport: __, ...rest }: Report) => [
      comparable({ ...rest, transport: {} }),
      operations.map(({ id, verdict, requests, cases, checks, coverage, pairs }) => ({
        ...{ id, verdict, requests, cases, checks, coverage, pairs },
      })),
    ];
    expect(comparableOf(merged)).toEqual(comparableOf(whole));
    expect(JSON.stringify(merged)).not.toContain('"shard"');
  });

  test("are refused where one is there twice, or of another plan", async () => {
    const [first, second] = await parts(2, SOME_KNOWN);
    expect(() => mergeReports([first!, second!, first!], underTest)).toThrow(/part 1 is there twice/);
    expect(() => mergeReports([first!, { ...second!, seed: 7 }], underTest)).toThrow(
      /of several plans: .*seed 42.*; and .*seed 7/,
    );
    expect(() => mergeReports([], underTest)).toThrow(/no report to merge/);
  });
});
