/** `npm run bench`: the speed of the suite, as ratios within one run; machines differ, ratios less so. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { generate as fake } from "json-schema-faker";
import { Pool } from "undici";
import { contract } from "../generated/index.ts";
import { defaultOperation } from "../src/account/environment.ts";
import { standAlone } from "../src/codegen/stand-alone.ts";
import { DEFAULT_REQUESTS } from "../src/commands/run-options.ts";
import { operationOf } from "../src/contract/documented-operation.ts";
import { listedTexts, parametersIn } from "../src/contract/parameters.ts";
import { ROOT } from "../src/core/root.ts";
import { randomOf, seedOf } from "../src/core/seed.ts";
import { prepare } from "../src/engine/prepare.ts";
import { run } from "../src/engine/run.ts";
import { resultOf } from "../src/engine/run-result.ts";
import { OperationUnderTest } from "../src/generation/operation-under-test.ts";
import type { Target } from "../src/http/exchange.ts";
import { startSandbox } from "../src/sandbox/sandbox.ts";
import { expectRequests } from "../src/short-run.js";
import { openTarget } from "../src/targets/open-target.ts";
import { openSandboxTarget } from "../src/targets/sandbox-target.ts";
import { runFault } from "../tests/faults/run.ts";
import { FAULTS } from "../tests/faults/table/index.ts";

const IN_FLIGHT = 8;
const underTest = new OperationUnderTest(contract, operationOf(contract, defaultOperation(contract)), 1);

type Work = (count: number) => Promise<void> | void;

/** Runs per second of each, the best of several rounds: slower rounds only measure what else the machine does. */
async function rates(count: number, ...works: readonly Work[]): Promise<number[]> {
  const best = works.map(() => 0);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, work] of works.entries()) {
      const start = performance.now();
      await work(count);
      best[index] = Math.max(best[index] ?? 0, (count / (performance.now() - start)) * 1000);
    }
  }
  return best;
}

const ROUNDS = 4;

function line(name: string, value: string, want: string): void {
  process.stdout.write(`${name.padEnd(58)}${value.padStart(10)}   ${want}\n`);
}

const bodies = (count: number): unknown[] => {
  const random = randomOf(seedOf(1, "bench"));
  return Array.from({ length: count }, () => underTest.requests.random(random).body);
};

async function benchBodies(): Promise<void> {
  const made = bodies(5000);
  let round = 2;
  const [own = 0, written = 0] = await rates(
    20_000,
    // Other values each time, and none is kept, as in a run: kept values would cost the garbage collector, not the
    // generator.
    (count) => {
      const random = randomOf(seedOf(round++, "bench"));
      for (let index = 0; index < count; index++) underTest.requests.random(random);
    },
    (count) => {
      for (let index = 0; index < count; index++) JSON.stringify(made[index % made.length]);
    },
  );
  const schema = standAlone(underTest.operation.requestBody?.schema ?? true, contract.schemas) as object;
  const [faked = 0] = await rates(400, async (count) => {
    for (let index = 0; index < count; index++) await fake(schema as never, { seed: index } as never);
  });
  line("valid bodies, to json-schema-faker's rate", `${(own / faked).toFixed(1)}×`, "want at least 8×");
  line(
    "valid bodies, to the rate of JSON.stringify",
    `${Math.round((100 * own) / written)} %`,
    "want at least 50 %",
  );
}

/** A whole check, made, sent and judged, against a bare loop that sends one fixed body to the same endpoint. */
async function benchChecks(): Promise<void> {
  const sandbox = await startSandbox({ contract });
  const pool = new Pool(sandbox.url, { connections: IN_FLIGHT });
  const texts = bodies(200).map((body) => JSON.stringify(body));
  const mean = texts.reduce((sum, { length }) => sum + length, 0) / texts.length;
  // A body of the average size that a check sends: a small one would compare writing with making.
  const [fixed = ""] = texts.sort((a, b) => Math.abs(a.length - mean) - Math.abs(b.length - mean));
  const { operation } = underTest;
  const headers = {
    "content-type": "application/json",
    authorization: "Bearer bench",
    ...Object.fromEntries(
      parametersIn(operation, "header").map((header) => [header.name, listedTexts(header)[0] ?? ""]),
    ),
  };
  const bareLoop = async (count: number): Promise<void> => {
    let left = count;
    const worker = async (): Promise<void> => {
      while (left-- > 0) {
        const { body } = await pool.request({ method: "POST", path: operation.path, headers, body: fixed });
        await body.text();
      }
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  };
  const [bare = 0, whole = 0] = await rates(8000, bareLoop, (count) => play(sandbox.url, count));
  line(
    `whole checks, ${IN_FLIGHT} in flight, to a bare undici loop`,
    `${Math.round((100 * whole) / bare)} %`,
    "want at least 40 %",
  );
  await pool.close();
  await sandbox.close();
}

async function play(url: string, requests: number): Promise<void> {
  const target = await openTarget(url, { contract, root: ROOT, env: {} });
  await playWhole(target, requests);
  await target.close();
}

/** @throws Error if a case was not judged, or has shown a violation */
async function playWhole(target: Target, requests: number): Promise<void> {
  const prepared = prepare({
    contract,
    target: { ...target, stores: false, shrinksFree: false },
    operation: underTest.operation.id,
    seed: 1,
    requests,
    only: ["fuzz"],
    account: { tag: "bench", bindings: {} },
    userAgent: "bench",
    inFlight: IN_FLIGHT,
  });
  const result = await resultOf(prepared, run(prepared));
  if (
    result.statistics.judged !== requests ||
    result.findings.some(({ severity }) => severity === "violation")
  )
    throw new Error("the bench found faults or lost cases; its figures say nothing");
}

/** Measures how a run's cost grows with its length. */
async function benchLength(): Promise<void> {
  const perCase: number[] = [];
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().heapUsed);
  }, 100);
  for (const requests of [4000, 40_000]) {
    const start = performance.now();
    // What the embedded endpoint stores lies outside of the heap.
    await playWhole(openSandboxTarget({ contract, token: "bench" }), requests);
    perCase.push((performance.now() - start) / requests);
  }
  clearInterval(watch);
  line(
    "time for a case at 40,000 cases, to that at 4,000",
    `${((perCase[1] ?? 0) / (perCase[0] ?? 1)).toFixed(2)}×`,
    "want about 1×",
  );
  line("most heap in use over 40,000 cases", `${Math.round(peak / 2 ** 20)} MB`, "want under 200 MB");
}

/** Measures a covering array from a source without any cache, as at the start of a run of the default length. */
function benchCovering(): void {
  expectRequests(DEFAULT_REQUESTS);
  const start = performance.now();
  const { array, model } = new OperationUnderTest(contract, underTest.operation, 1).requests.covering;
  const { length } = array.rows.all;
  const [one = 1, other = 1] = model.factors.map(({ levels }) => levels.length).sort((a, b) => b - a);
  line("covering array, built first", `${Math.round(performance.now() - start)} ms`, "want under 300 ms");
  line(
    "its rows, to the product of the two largest factors",
    `${(length / (one * other)).toFixed(2)}×`,
    "want at most 1.3×",
  );
}

function benchRun(): void {
  const start = performance.now();
  execFileSync(process.execPath, ["scripts/contract.js", "run"], { cwd: ROOT, stdio: "ignore" });
  line(
    "contract run, default plan, start-up included",
    `${((performance.now() - start) / 1000).toFixed(2)} s`,
    "want under 3 s",
  );
}

/** One planted fault in so many is played. */
const NTH_FAULT = 8;

/** Requests, and time, until the first finding tells of a planted fault: a live run pays for requests. */
async function benchFirstFinding(): Promise<void> {
  const chosen = FAULTS.filter((_, index) => index % NTH_FAULT === 0);
  const start = performance.now();
  const needed: number[] = [];
  for (const fault of chosen)
    needed.push((await runFault(fault, "told")).requests ?? Number.POSITIVE_INFINITY);
  const took = (performance.now() - start) / chosen.length;
  needed.sort((a, b) => a - b);
  const at = (share: number): number => needed[Math.ceil(share * needed.length) - 1] ?? 0;
  const name = `requests to the first finding of a fault, of ${chosen.length}`;
  line(`${name}: of half of them`, `${at(0.5)}`, "want at most 30");
  line(`${name}: of nine in ten`, `${at(0.9)}`, "want at most 210");
  line("time to it, the run's beginning included", `${Math.round(took)} ms`, "want under 1,500 ms");
}

/** Benchmarks in a process of their own: another one's garbage would count as memory in use, and its warm-up as speed. */
const APART: { readonly [name: string]: () => Promise<void> | void } = {
  covering: benchCovering,
  "first-finding": benchFirstFinding,
  length: benchLength,
};

function benchApart(name: string): void {
  execFileSync(process.execPath, ["--import", "tsx", fileURLToPath(import.meta.url), name], {
    cwd: ROOT,
    stdio: "inherit",
  });
}

const apart = APART[process.argv[2] ?? ""];
if (apart) await apart();
else {
  benchApart("covering");
  benchApart("first-finding");
  await benchBodies();
  await benchChecks();
  benchRun();
  benchApart("length");
}
