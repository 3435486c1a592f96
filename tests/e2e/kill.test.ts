/**
 * `kill -9` in the middle of runs. To start 200 processes would cost minutes, so few processes hold many runs each: every
 * run has its own tag, journal and connection, each is at a point of its own when its process dies, and all die for real.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { accountOf, defaultOperation } from "../../src/account/environment.ts";
import { newTag, tagOfSeed } from "../../src/account/tag.ts";
import type { Envelope } from "../../src/cases/shared/plan-case.ts";
import { operationOf } from "../../src/contract/documented-operation.ts";
import { ROOT } from "../../src/core/root.ts";
import { randomOf } from "../../src/core/seed.ts";
import { type SweepOptions, sweep } from "../../src/journal/sweep.ts";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { openUrlTarget } from "../../src/targets/url-target.ts";
import { contract as generated } from "../fixtures/project.ts";
import { THOROUGH } from "../fixtures/sampled.ts";
import { bareEnv, folder } from "./command.ts";

const PROCESSES = 2;
const RUNS = 101;
/** Fewer than the requests that the shortest of these runs sends. */
const MOST_REQUESTS_OF_A_RUN = 10;
const LOCATION = "ocQHyuzHvysMo5N5VsXc";
const operation = operationOf(generated, defaultOperation(generated));

/** The stand-in, which tells of each request before it answers. */
async function standIn(onRequest: (agent: string) => void) {
  const sandbox = await startSandbox({
    contract: generated,
    transform({ request, answer }) {
      onRequest(request.headers["user-agent"] ?? "");
      return answer;
    },
  });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

const ask = (url: string, path: string, init: RequestInit = {}) =>
  fetch(url + path, {
    ...init,
    headers: { authorization: "Bearer token", version: "2021-04-15", "content-type": "application/json" },
  });

async function idsAt(url: string): Promise<string[]> {
  const response = await ask(url, `/calendars/?locationId=${LOCATION}`);
  const { calendars } = (await response.json()) as { calendars: { id: string }[] };
  return calendars.map(({ id }) => id).sort();
}

/** Calendars of others, some of which look much like ours. */
const OTHERS = [
  { name: "Team calendar" },
  { name: `${tagOfSeed(1).slice(0, -1)}!-abc a checksum that is cut off` },
  { name: `${newTag(Date.now()).replace(/.$/, (last) => (last === "0" ? "1" : "0"))}-abc a wrong checksum` },
  { name: `${newTag(Date.now())}-abc of a run on another machine` },
  { name: "ct", slug: "ct0x0000000000" },
  { name: "tells of one of ours", description: `${tagOfSeed(42)}-abc` },
];

/** Starts runs in a process of its own, which the returned function kills; settles when it is dead. */
function startRuns(url: string, dir: string, name: string): { kill: () => void; dead: Promise<unknown> } {
  const script = join(ROOT, "tests", "e2e", "killed-runs.ts");
  const args = ["--import", "tsx", script, url, dir, String(RUNS), LOCATION, name];
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: bareEnv(),
    stdio: ["ignore", "ignore", "inherit"],
  });
  return { kill: () => void child.kill("SIGKILL"), dead: once(child, "exit") };
}

test(
  "after kill -9 of 200 runs, a sweep leaves no calendar of ours, and all of others'",
  THOROUGH,
  async () => {
    const random = randomOf(20);
    const dir = await folder();
    const dying = new Map<string, { left: number; kill: () => void }>();
    const { url } = await standIn((agent) => {
      const one = dying.get(agent);
      if (one && --one.left === 0) one.kill();
    });
    for (const body of OTHERS)
      await ask(url, "/calendars", {
        method: "POST",
        body: JSON.stringify({ locationId: LOCATION, ...body }),
      });
    const others = await idsAt(url);
    expect(others).toHaveLength(OTHERS.length);

    const waiting = Array.from({ length: PROCESSES }, (_, index) => `killed/${index}`);
    const worker = async (): Promise<void> => {
      for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
        const runs = startRuns(url, dir, name);
        // At once, the answer is lost; a little later, the process may be anywhere: writing, waiting, reading.
        const delay = random.nextInt(0, 1) * random.nextInt(1, 12);
        const kill = (): void => void (delay === 0 ? runs.kill() : setTimeout(runs.kill, delay));
        dying.set(name, { left: random.nextInt(1, RUNS * MOST_REQUESTS_OF_A_RUN), kill });
        expect(await runs.dead).toEqual([null, "SIGKILL"]);
      }
    };
    await Promise.all([worker(), worker()]);
    // What was on its way when a process died still arrives.
    await pause(100);
    expect((await readdir(dir)).length).toBeGreaterThanOrEqual(200);
    const left = (await idsAt(url)).length - others.length;
    expect(left).toBeGreaterThan(0);

    const target = openUrlTarget(url, { token: "token" });
    onTestFinished(() => target.close());
    const account = accountOf(generated, target, 42, { HIGHLEVEL_LOCATION_ID: LOCATION });
    const envelope: Envelope = { account, token: "token", userAgent: "sweep" };
    const warn = vi.fn();
    const options: SweepOptions = {
      contract: generated,
      operation,
      target,
      envelope,
      dir,
      warn,
      pauseMs: 20,
    };
    const swept = await sweep(options);
    expect(await idsAt(url)).toEqual(others);
    expect(swept.left).toEqual([]);
    // A calendar that was deleted before its run could note it counts as well.
    expect(swept.gone).toBeGreaterThanOrEqual(left);
    expect(warn).not.toHaveBeenCalled();

    // What may have been on its way has arrived after a while or never will: only then are its journals settled.
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 120_000 });
    onTestFinished(() => void vi.useRealTimers());
    expect(await sweep(options)).toMatchObject({ gone: 0, left: [], unknown: 0 });
    expect(await readdir(dir)).toEqual([]);
    expect(await idsAt(url)).toEqual(others);
  },
);
