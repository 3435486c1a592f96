import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { tagsIn } from "../../../src/account/tag.ts";
import { prepare, type RunOptions } from "../../../src/engine/prepare.ts";
import { run } from "../../../src/engine/run.ts";
import { RunResult, resultOf } from "../../../src/engine/run-result.ts";
import { Journal, type JournalFile } from "../../../src/journal/journal.ts";
import { accountKey } from "../../../src/journal/sweep.ts";
import { reportOf } from "../../../src/report/report.ts";
import { planOf, underTestOf } from "../../faults/run.ts";
import { instantClock } from "../../fixtures/instant-clock.ts";
import { contract } from "../../fixtures/project.ts";
import { THOROUGH } from "../../fixtures/sampled.ts";
import {
  begin,
  callerOf,
  type EndpointTarget,
  endpointTarget,
  journalFolder,
  LOST,
} from "./endpoint-target.ts";

/** A run of some valid bodies on the target. */
function runOn(target: EndpointTarget, more: Partial<RunOptions> = {}) {
  const { operation, envelope } = callerOf(target);
  const account = { ...envelope.account, shared: true };
  const only = ["lifecycle", "invalid"];
  const options = { contract, target, operation: operation.id, seed: 42, requests: 60, only, account };
  return prepare(
    { ...options, userAgent: "test/1", clock: instantClock(), deviations: [], ...more },
    underTestOf(42),
  );
}

/** Such a run, and all it came to. */
async function playedOn(target: EndpointTarget, more: Partial<RunOptions> = {}) {
  const prepared = runOn(target, more);
  return resultOf(prepared, run(prepared, { cases: planOf(prepared) }));
}

async function journalOn(target: EndpointTarget, dir: string, tag: string): Promise<Journal> {
  const { operation, envelope } = callerOf(target);
  const account = accountKey(contract, operation, envelope.account);
  const journal = await begin(dir, { tag, target: target.url, account, operation: operation.id });
  if (!journal) throw new Error("taken");
  return journal;
}

const isCreation = ({ method }: { readonly method: string }) => method === "POST";

/** A file that takes so many lines, and then no more. */
function fullAfter(lines: number): JournalFile {
  let left = lines;
  return {
    async appendFile() {
      left -= 1;
      if (left < 0) throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
    },
    async datasync() {},
    async close() {},
  };
}

describe("a run leaves nothing", () => {
  it("on a conforming endpoint, and its journal goes", async () => {
    const [target, dir] = [endpointTarget(), journalFolder()];
    const others = target.make({ locationId: "elsewhere", name: "Team calendar" });
    const journal = await journalOn(target, dir, runOn(target).options.account.tag);
    const { left, requests } = await playedOn(target, { journal });
    expect(target.stored()).toBe(1);
    expect({ left, ...requests }).toMatchObject({ left: [], unknown: 0 });
    expect(readdirSync(dir)).toEqual([]);
    expect(target.requests.some(({ path }) => path.endsWith(others))).toBe(false);
    expect(target.requests.length).toBe(requests.sent + requests.cleanup);
  });

  it.each<[string, EndpointTarget["spoil"]]>([
    ["where every answer to a creation is lost", (request, answer) => (isCreation(request) ? LOST : answer)],
    ["where a gateway answers for the endpoint", (request, answer) => (isCreation(request) ? { status: 502, headers: {}, text: "<html>" } : answer)],
    ["where answers are cut off", (request, answer) => (isCreation(request) ? { ...answer, text: answer.text.slice(0, 20) } : answer)],
    ["where answers hold no id", (request, answer) => (isCreation(request) ? { ...answer, text: '{"calendar":{}}' } : answer)],
    ["where what must be refused is accepted", (request, answer) => (isCreation(request) && answer.status === 422 ? { ...answer, status: 200 } : answer)],
  ])("%s", async (_, spoil) => {
    const target = endpointTarget();
    target.spoil = spoil;
    await playedOn(target);
    expect(target.requests.filter(isCreation).length).toBeGreaterThan(0);
    expect(target.stored()).toBe(0);
  }); // biome-ignore format: a table reads better in lines

  it("where a check, or anything of ours, throws", async () => {
    const target = endpointTarget();
    const reading = async (): Promise<void> => {
      for await (const event of run(runOn(target))) if (event.type === "played") throw new Error("planted");
    };
    await expect(reading()).rejects.toThrow("planted");
    expect(target.requests.some(isCreation)).toBe(true);
    expect(target.stored()).toBe(0);
  });

  it("where it is stopped", async () => {
    const target = endpointTarget();
    const stop = new AbortController();
    const prepared = runOn(target, { signal: stop.signal });
    const result = new RunResult(prepared);
    for await (const event of run(prepared)) {
      result.add(event);
      if (event.type === "exchanged" && event.sent >= 5) stop.abort();
    }
    expect(target.stored()).toBe(0);
    expect(reportOf(result, 1)).toMatchObject({
      verdict: "inconclusive",
      reason: expect.stringContaining("stopped"),
    });
  });
});

describe("of what is created in the suite's own endpoint", () => {
  /** Creates so many resources, with time to delete some after each. */
  async function created(count: number, more: Partial<EndpointTarget> = { shrinksFree: true }) {
    const target = Object.assign(endpointTarget(), more);
    const { cleanup, envelope, context, bind } = runOn(target);
    const body = context.underTest.baseInstance([], 1) ?? null;
    const watched = cleanup.watch(target);
    let most = 0;
    for (let nth = 0; nth < count; nth++) {
      const bound = bind("example", { name: String(nth), expect: "accept", body, priority: 1 });
      if ("case" in bound) await watched.send(bound.case.request);
      most = Math.max(most, target.stored());
      await cleanup.removeEarly(target, envelope);
    }
    return { most, sent: cleanup.sent, left: cleanup.left.length };
  }

  it("so many are kept at once, and each is deleted once", async () => {
    expect(await created(600)).toEqual({ most: 250, sent: 500, left: 100 });
  });

  it("those whose deletion is refused are not asked for after each case", async () => {
    const { send } = endpointTarget();
    const refusing: EndpointTarget["send"] = async (request) =>
      isCreation(request) ? send(request) : { status: 400, headers: {}, text: "" };
    const { sent, left } = await created(600, { shrinksFree: true, send: refusing });
    expect({ sent, left }).toEqual({ sent: 250 + 500, left: 600 });
  });

  it("elsewhere nothing is deleted before the end", async () => {
    expect(await created(300, {})).toEqual({ most: 300, sent: 0, left: 300 });
  });
});

describe("what cannot be deleted is named", () => {
  it("by its id", async () => {
    const target = endpointTarget();
    const { send } = target;
    target.send = async (request) => {
      if (request.method !== "DELETE") return send(request);
      return { status: 500, headers: {}, text: "" };
    };
    const result = await playedOn(target);
    expect(result.left.length).toBe(target.stored());
    expect(reportOf(result, 1).leftBehind).toEqual(result.left);
  });

  it("and a creation of which nothing is found is counted as unknown, and stays in the journal", async () => {
    const [target, dir] = [endpointTarget(), journalFolder()];
    const { send } = target;
    target.send = async (request) => (isCreation(request) ? LOST : send(request));
    const journal = await journalOn(target, dir, runOn(target).options.account.tag);
    const { requests, verdict } = reportOf(await playedOn(target, { journal }), 1);
    expect(requests.unknown).toBeGreaterThan(0);
    expect(verdict).toBe("inconclusive");
    expect(readdirSync(dir)).toHaveLength(1);
  });
});

describe("a disk that is full", () => {
  it.each([0, 1, 2, 7])("after %i lines stops the run, which cleans up and has no verdict", async (lines) => {
    const target = endpointTarget();
    const result = await playedOn(target, { journal: new Journal(fullAfter(lines), "/nowhere/journal") });
    expect(target.stored()).toBe(0);
    expect(target.requests.filter(isCreation).length).toBeLessThanOrEqual(lines);
    expect(reportOf(result, 1)).toMatchObject({
      verdict: "inconclusive",
      reason: expect.stringContaining("ENOSPC"),
    });
  });
});

it("two runs at once share nothing: each deletes its own, even where all answers are lost", async () => {
  const target = endpointTarget();
  const makers = new Map<string, string>();
  const foreign: string[] = [];
  target.spoil = (request, answer) => {
    const { "user-agent": agent = "" } = request.headers;
    const id = /"id":"([^"]+)"/.exec(answer.text)?.[1];
    if (isCreation(request) && id !== undefined) makers.set(id, agent);
    const deleted = request.method === "DELETE" ? request.path.split("/").at(-1) : undefined;
    if (deleted !== undefined && makers.get(deleted) !== agent) foreign.push(deleted);
    return isCreation(request) ? LOST : answer;
  };
  await Promise.all([playedOn(target, { userAgent: "one/1" }), playedOn(target, { userAgent: "two/1" })]);
  expect(new Set(makers.values())).toEqual(new Set(["one/1", "two/1"]));
  expect(foreign).toEqual([]);
  expect(target.stored()).toBe(0);
});

it("every body that may make something in an account that others use carries the tag", THOROUGH, async () => {
  const target = endpointTarget();
  const { operation, envelope } = callerOf(target);
  const account = { ...envelope.account, shared: true };
  const options = { contract, target, operation: operation.id, seed: 42, requests: 400, account };
  const { cases } = prepare({ ...options, userAgent: "test/1" });
  const untagged = new Set<string>();
  for (const planned of cases()) {
    if (!("case" in planned)) continue;
    const { id, request } = planned.case;
    const tags = tagsIn(request.body ?? "");
    if (!tags.some(({ run }) => run === account.tag)) untagged.add(id);
  }
  // Of these nothing can be made: they hold no value at all.
  expect([...untagged].sort()).toEqual(
    ["empty-body", "no-body", "not-json", "null"].map((name) => `invalid/request/${name}`),
  );
});
