import { appendFileSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Account } from "../../../src/account/bind.ts";
import { caseTag, newTag } from "../../../src/account/tag.ts";
import type { Contract } from "../../../src/contract/contract.ts";
import type { Journal } from "../../../src/journal/journal.ts";
import { accountKey, type Swept, sweep } from "../../../src/journal/sweep.ts";
import { loadContract } from "../../fixtures/contracts/load.ts";
import {
  begin,
  callerOf,
  type EndpointTarget,
  endpointTarget,
  journalFolder,
  LOCATION,
  LOST,
} from "./endpoint-target.ts";

afterEach(() => void vi.useRealTimers());

const HOUR = 60 * 60 * 1000;

/** A run on the target: its journal, and what it makes. */
async function startRun(target: EndpointTarget, dir: string, account?: Account) {
  const { contract, operation, envelope } = callerOf(target);
  const own = account ?? envelope.account;
  const journal = await begin(dir, {
    tag: own.tag,
    target: target.url,
    account: accountKey(contract, operation, own),
    operation: operation.id,
  });
  if (!journal) throw new Error("taken");
  let count = 0;
  const create = async (isMade = true): Promise<string | undefined> => {
    const create = ++count;
    const tag = caseTag(own.tag, create);
    await journal.write({ create, at: Date.now(), tag, query: { locationId: LOCATION } });
    return isMade ? target.make({ locationId: LOCATION, name: `${tag} a` }) : undefined;
  };
  return { tag: own.tag, journal, create, made: (id: string) => journal.write({ made: count, id }) };
}

/** As if the process of the run had been killed: another one has its pid. */
function kill({ path }: Journal): void {
  const text = readFileSync(path, "utf8");
  writeFileSync(path, text.replace(/"pid":\d+/, '"pid":1').replace(/"start":"[^"]+"/, '"start":"before"'));
}

async function swept(
  target: EndpointTarget,
  dir: string,
  more: { olderThan?: number; location?: string; contract?: Contract } = {},
) {
  const { olderThan, location, contract } = more;
  const gone: string[] = [];
  const warnings: string[] = [];
  const result: Swept = await sweep({
    ...callerOf(target, contract, location),
    dir,
    pauseMs: 1,
    onGone: (id) => gone.push(id),
    warn: (line) => warnings.push(line),
    ...(olderThan === undefined ? {} : { olderThan }),
  });
  return { ...result, ids: gone, warnings };
}

describe("a sweep deletes what a dead run left", () => {
  it("by its ids, and by its tag where no id was noted, once", async () => {
    const [target, dir] = [endpointTarget(), journalFolder()];
    const run = await startRun(target, dir);
    const known = (await run.create()) ?? "";
    await run.made(known);
    const lost = await run.create();
    const other = target.make({ locationId: LOCATION, name: "Team calendar" });
    kill(run.journal);
    const first = await swept(target, dir);
    expect(first).toMatchObject({ gone: 2, left: [], unknown: 0, journals: 1, warnings: [] });
    expect(first.ids.sort()).toEqual([known, lost].sort());
    expect(target.stored()).toBe(1);
    expect(readdirSync(dir)).toEqual([]);
    expect(await swept(target, dir)).toMatchObject({ gone: 0, journals: 0, requests: 0 });
    expect((await swept(target, dir, { olderThan: 0 })).ids).not.toContain(other);
  });

  it("and looks again for what may still arrive, but not for ever", async () => {
    const [target, dir] = [endpointTarget(), journalFolder()];
    const run = await startRun(target, dir);
    await run.create(false);
    kill(run.journal);
    expect(await swept(target, dir)).toMatchObject({ gone: 0, unknown: 1 });
    expect(readdirSync(dir)).toHaveLength(1);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 61_000 });
    expect(await swept(target, dir)).toMatchObject({ gone: 0, unknown: 0, left: [] });
    expect(readdirSync(dir)).toEqual([]);
  });

  it("though it was noted by a clock that was ahead", async () => {
    const [target, dir] = [endpointTarget(), journalFolder()];
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 72 * HOUR });
    const run = await startRun(target, dir);
    const lost = await run.create();
    await run.create(false);
    vi.useRealTimers();
    kill(run.journal);
    expect(await swept(target, dir)).toMatchObject({ gone: 1, unknown: 0, left: [], ids: [lost] });
    expect(readdirSync(dir)).toEqual([]);
  });

  it("on another machine, whose clock was ahead", async () => {
    const [target, dir] = [endpointTarget(), journalFolder()];
    const run = await startRun(target, dir);
    await run.made((await run.create()) ?? "");
    const text = readFileSync(run.journal.path, "utf8");
    writeFileSync(run.journal.path, text.replace(/"host":"[^"]+"/, '"host":"elsewhere"'));
    expect(await swept(target, dir)).toMatchObject({ gone: 0, journals: 0 });
    const ahead = new Date(Date.now() + 72 * HOUR);
    utimesSync(run.journal.path, ahead, ahead);
    expect(await swept(target, dir)).toMatchObject({ gone: 1, journals: 1, left: [] });
  });

  it("and finds what arrived late", async () => {
    const [target, dir] = [endpointTarget(), journalFolder()];
    const run = await startRun(target, dir);
    await run.create(false);
    kill(run.journal);
    await swept(target, dir);
    target.make({ locationId: LOCATION, name: "a", slug: `${caseTag(run.tag, 1)}-1-a` });
    expect(await swept(target, dir)).toMatchObject({ gone: 1, unknown: 0 });
    expect(target.stored()).toBe(0);
  });

  it.each<[string, EndpointTarget["spoil"]]>([
    ["refused with 400, as a deleted one may be", (_, answer) => ({ ...answer, status: answer.status === 404 ? 400 : answer.status })],
    ["not found", (_, answer) => answer],
  ])("though it is gone already: %s", async (_, spoil) => {
    const [target, dir] = [endpointTarget(), journalFolder()];
    const run = await startRun(target, dir);
    await run.create(false);
    await run.made("gone-already");
    kill(run.journal);
    target.spoil = spoil;
    expect(await swept(target, dir)).toMatchObject({ left: [], unknown: 0 });
    expect(readdirSync(dir)).toEqual([]);
  }); // biome-ignore format: a table reads better in lines

  it.each<[string, EndpointTarget["spoil"]]>([
    ["a deletion is refused with 400 and it is there", ({ method }, answer) => (method === "DELETE" ? { ...answer, status: 400 } : answer)],
    ["the token is refused", (_, answer) => ({ ...answer, status: 401 })],
    ["deletions get lost", ({ method }, answer) => (method === "DELETE" ? LOST : answer)],
    ["it cannot be reached", () => ({ reason: "refused", message: "refused" })],
  ])("and keeps the journal where it cannot: %s", async (_, spoil) => {
    const [target, dir] = [endpointTarget(), journalFolder()];
    const run = await startRun(target, dir);
    const id = (await run.create()) ?? "";
    await run.made(id);
    kill(run.journal);
    const { send } = target;
    target.send = async (request) => {
      const answer = spoil(request, { status: 200, headers: {}, text: "{}" });
      return "reason" in answer || answer.status !== 200 ? answer : send(request);
    };
    expect(await swept(target, dir)).toMatchObject({ gone: 0, left: [id] });
    expect(readdirSync(dir)).toHaveLength(1);
    target.send = send;
    expect(await swept(target, dir)).toMatchObject({ gone: 1, left: [] });
    expect(readdirSync(dir)).toEqual([]);
  }); // biome-ignore format: a table reads better in lines

  it("from a journal that is torn and damaged", async () => {
    const [target, dir] = [endpointTarget(), journalFolder()];
    const run = await startRun(target, dir);
    await run.create();
    appendFileSync(run.journal.path, 'garbage\n{"made":1,"i');
    kill(run.journal);
    expect(await swept(target, dir)).toMatchObject({ gone: 1, warnings: [expect.stringContaining(":3: ")] });
    expect(target.stored()).toBe(0);
  });
});

describe("a sweep touches nothing", () => {
  it("of a run that goes on, by journal or by tag", async () => {
    const [target, dir] = [endpointTarget(), journalFolder()];
    const run = await startRun(target, dir);
    await run.made((await run.create()) ?? "");
    await run.create();
    expect(await swept(target, dir, { olderThan: 0 })).toMatchObject({ gone: 0, journals: 0 });
    expect(target.stored()).toBe(2);
  });

  it("of a run on another target or in another account", async () => {
    const [target, dir] = [endpointTarget(), journalFolder()];
    const run = await startRun(target, dir);
    await run.made((await run.create()) ?? "");
    kill(run.journal);
    const elsewhere = endpointTarget(undefined, "http://127.0.0.1:2");
    expect(await swept(elsewhere, dir)).toMatchObject({ journals: 0, requests: 0 });
    expect(await swept(target, dir, { location: "another" })).toMatchObject({ journals: 0, requests: 0 });
    expect(target.stored()).toBe(1);
  });
});

describe("by their tag alone, for want of a journal,", () => {
  const old = (age: number) => caseTag(newTag(Date.now() - age), 5);

  it("only things of runs that began long enough ago go", async () => {
    const [target, dir] = [endpointTarget(), journalFolder()];
    const make = (name: string, more = {}) => target.make({ locationId: LOCATION, name, ...more });
    const ours = [make(`${old(25 * HOUR)} a`), make("a", { slug: `${old(48 * HOUR)}-1-a` })];
    make(`${old(23 * HOUR)} too young`);
    make(`${old(-HOUR)} of a clock that is ahead`);
    make(`${old(25 * HOUR)} ${old(HOUR)} of two runs`);
    make(`${newTag(Date.now() - 48 * HOUR)} without a case`);
    make(old(48 * HOUR).replace(/.-/, "!-"));
    make("only talks of one", { description: old(48 * HOUR) });
    const { ids, left } = await swept(target, dir, { olderThan: 24 * HOUR });
    expect(ids.sort()).toEqual(ours.sort());
    expect(left).toEqual([]);
    expect(target.stored()).toBe(6);
  });

  it("those of a clock that is ahead go where all do", async () => {
    const [target, dir] = [endpointTarget(), journalFolder()];
    const ahead = target.make({ locationId: LOCATION, name: `${old(-30 * HOUR)} a` });
    expect(await swept(target, dir, { olderThan: 24 * HOUR })).toMatchObject({ gone: 0 });
    expect(await swept(target, dir, { olderThan: 0 })).toMatchObject({ ids: [ahead] });
  });

  it("nothing goes without --older-than, as before a run", async () => {
    const [target, dir] = [endpointTarget(), journalFolder()];
    target.make({ locationId: LOCATION, name: `${old(48 * HOUR)} a` });
    expect(await swept(target, dir)).toMatchObject({ gone: 0, requests: 0 });
  });

  it("a list that cannot be had is told, not taken for an empty one", async () => {
    const [target, dir] = [endpointTarget(), journalFolder()];
    target.spoil = (_, answer) => ({ ...answer, text: "{}" });
    expect((await swept(target, dir, { olderThan: 0 })).unlisted).toMatch(/answered 200/);
    target.spoil = () => ({ reason: "tls", message: "certificate expired" });
    expect((await swept(target, dir, { olderThan: 0 })).unlisted).toBe("certificate expired");
  });
});

it("without a list operation, the journal's ids alone are deleted, and what is unknown stays so", async () => {
  const contract = await loadContract("bakery");
  const [target, dir] = [endpointTarget(contract), journalFolder()];
  const { operation, envelope } = callerOf(target, contract);
  const journal = await begin(dir, {
    tag: envelope.account.tag,
    target: target.url,
    account: accountKey(contract, operation, envelope.account),
    operation: operation.id,
  });
  await journal?.write({ create: 1, at: 0 });
  await journal?.write({ made: 1, id: "one" });
  await journal?.write({ create: 2, at: 0 });
  if (journal) kill(journal);
  // The deletion says that it is not there, and so does a reading.
  expect(await swept(target, dir, { contract })).toMatchObject({ gone: 1, unknown: 1, requests: 2 });
  expect(readdirSync(dir)).toHaveLength(1);
});
