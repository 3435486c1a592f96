import { describe, expect, it } from "vitest";
import type { Planned } from "../../../src/cases/kind.ts";
import type { Envelope } from "../../../src/cases/shared/plan-case.ts";
import { GiveUp } from "../../../src/engine/give-up.ts";
import { type Clearing, Room } from "../../../src/engine/room.ts";
import { caseIdentity } from "../../../src/http/case-origin.ts";
import type { Answer, Target, TransportFailure } from "../../../src/http/exchange.ts";
import { answer, runnable, tinyRun, tinyTarget } from "./tiny-run.ts";

const REMOVER = runnable.operations["delete-invoice"]!;

/** A clean-up in memory: what is left is what was put there, until it is cleared; `calls` tells how. */
class FakeCleanup implements Clearing {
  remover: Clearing["remover"] = REMOVER;
  trouble: Answer | TransportFailure | undefined;
  left: string[] = [];
  unknown = 0;
  hasMade = false;
  readonly calls: string[] = [];
  /** Ids that no deletion takes away. */
  stuck = new Set<string>();
  /** Called while a deletion is under way. */
  meanwhile: () => void | Promise<void> = () => {};

  make(count: number): void {
    this.left.push(...Array.from({ length: count }, (_, index) => `r${this.calls.length}-${index}`));
    this.hasMade = true;
  }

  mayMake = ({ method }: { readonly method: string }): boolean => method === "POST";
  clear = (): Promise<void> => this.#delete("clear");
  clearKnown = (): Promise<void> => this.#delete("clearKnown");

  async #delete(how: string): Promise<void> {
    this.calls.push(how);
    await this.meanwhile();
    this.left = this.left.filter((id) => this.stuck.has(id));
  }
}

interface Given {
  readonly account?: Partial<Envelope["account"]>;
  readonly target?: Partial<Target>;
}

function roomOf({ account = {}, target = {} }: Given = {}) {
  const cleanup = new FakeCleanup();
  const giveUp = new GiveUp();
  const { envelope } = tinyRun(tinyTarget());
  const shared = { ...envelope, account: { ...envelope.account, shared: true, ...account } };
  const room = new Room(cleanup, tinyTarget(undefined, { stores: true, ...target }), shared, giveUp);
  return { room, cleanup, giveUp };
}

/** Room of a run that is seen to delete what it makes. */
async function proven(given: Given = {}) {
  const all = roomOf(given);
  all.cleanup.make(1);
  await all.room.enter(1);
  all.room.leave(1);
  all.cleanup.calls.length = 0;
  return all;
}

/** What has become of a promise, once all that waits for nothing has had its turn. */
async function stateOf(promise: Promise<boolean>): Promise<boolean | "waits"> {
  return Promise.race([promise, new Promise<"waits">((resolve) => setImmediate(() => resolve("waits")))]);
}

describe("the room that is taken", () => {
  const request = (method: string) => ({ method, path: "/", headers: {} });
  const caseBy = (method: string) =>
    ({ case: { ...caseIdentity("k", "1"), request: request(method) } }) as unknown as Planned;
  const scenario = (requests: number) =>
    ({ ...caseIdentity("k", "s"), scenario: { requests } }) as unknown as Planned;

  it.each<[string, Planned, number]>([
    ["a case that creates, which may be sent once more", caseBy("POST"), 2],
    ["a case that creates nothing", caseBy("GET"), 0],
    ["a case that is not sent", { ...caseIdentity("k", "x"), skipped: "no" } as Planned, 0],
    ["a scenario, by its requests", scenario(7), 7],
    ["a scenario of many requests", scenario(70), 20],
  ])("is that of %s", (_, planned, count) => expect(roomOf().room.of(planned)).toBe(count));
});

describe("before the run is seen to delete what it makes", () => {
  it("one has room at a time, and the next once what it has made is deleted", async () => {
    const { room, cleanup } = roomOf();
    expect(await stateOf(room.enter(2))).toBe(true);
    const next = room.enter(2);
    expect(await stateOf(next)).toBe("waits");
    cleanup.make(1);
    room.leave(2);
    expect(await stateOf(next)).toBe(true);
    expect(cleanup.calls).toEqual(["clear"]);
    expect(cleanup.left).toEqual([]);
  });

  it("the run ends where that is not deleted", async () => {
    const { room, cleanup, giveUp } = roomOf();
    cleanup.make(1);
    cleanup.stuck = new Set(cleanup.left);
    expect(await room.enter(1)).toBe(false);
    expect(giveUp.reason).toContain("so nothing more is created; 1 left behind");
    expect(await room.enter(1)).toBe(false);
    expect(cleanup.calls).toEqual(["clear"]);
  });
});

describe("once the run is seen to delete what it makes", () => {
  it("there is room for twenty, and not for one more", async () => {
    const { room } = await proven();
    expect(await stateOf(room.enter(12))).toBe(true);
    expect(await stateOf(room.enter(8))).toBe(true);
    expect(await stateOf(room.enter(1))).toBe("waits");
  });

  it("what is left takes room as well, and is deleted while others are under way", async () => {
    const { room, cleanup } = await proven();
    await room.enter(4);
    cleanup.make(15);
    expect(await stateOf(room.enter(1))).toBe(true);
    expect(cleanup.calls).toEqual([]);
    expect(await stateOf(room.enter(2))).toBe(true);
    expect(cleanup.calls).toEqual(["clearKnown"]);
  });

  it("what a scenario has made is not deleted while it is under way", async () => {
    const { room, cleanup } = await proven();
    await room.enter(4, true);
    await room.enter(2);
    cleanup.make(15);
    const next = room.enter(2);
    room.leave(2);
    expect(await stateOf(next)).toBe("waits");
    expect(cleanup.calls).toEqual([]);
    room.leave(4, true);
    expect(await stateOf(next)).toBe(true);
    expect(cleanup.calls).toEqual(["clear"]);
    cleanup.make(18);
    expect(await stateOf(room.enter(2))).toBe(true);
    expect(cleanup.calls).toEqual(["clear", "clearKnown"]);
  });

  it("what is under way is waited for where deleting what is known is not enough", async () => {
    const { room, cleanup } = await proven();
    await room.enter(15);
    cleanup.make(2);
    const next = room.enter(6);
    expect(await stateOf(next)).toBe("waits");
    expect(cleanup.calls).toEqual(["clearKnown"]);
    room.leave(15);
    expect(await stateOf(next)).toBe(true);
    expect(cleanup.calls).toEqual(["clearKnown", "clear"]);
  });

  it("a request that has no answer is looked up before there is more room", async () => {
    const { room, cleanup } = await proven();
    await room.enter(2);
    cleanup.make(18);
    cleanup.unknown = 2;
    const next = room.enter(2);
    expect(await stateOf(next)).toBe("waits");
    room.leave(2);
    expect(await stateOf(next)).toBe(true);
    expect(cleanup.calls).toEqual(["clear"]);
  });

  it("a request under way is none without an answer", async () => {
    const { room, cleanup } = await proven();
    await room.enter(2);
    cleanup.make(18);
    cleanup.unknown = 1;
    expect(await stateOf(room.enter(2))).toBe(true);
    expect(cleanup.calls).toEqual(["clearKnown"]);
  });

  it("a list is looked at once room for forty was given", async () => {
    const { room, cleanup } = await proven();
    for (let count = 0; count < 6; count++) {
      await room.enter(10);
      room.leave(10);
      cleanup.make(15);
    }
    expect(cleanup.calls).toEqual(["clearKnown", "clearKnown", "clearKnown", "clear", "clearKnown"]);
  });

  it("several that find no room wait for one and the same deletion", async () => {
    const { room, cleanup } = await proven();
    cleanup.make(20);
    expect(await Promise.all([room.enter(2), room.enter(2), room.enter(2)])).toEqual([true, true, true]);
    expect(cleanup.calls).toEqual(["clearKnown"]);
  });

  it("the run goes on with what cannot be deleted while there is room beside it", async () => {
    const { room, cleanup, giveUp } = await proven();
    cleanup.make(20);
    cleanup.stuck = new Set(cleanup.left.slice(0, 18));
    expect(await room.enter(2)).toBe(true);
    room.leave(2);
    expect(giveUp.reason).toBeUndefined();
    expect(await room.enter(3)).toBe(false);
    expect(giveUp.reason).toContain("18 left behind");
  });

  it("a run that ends meanwhile gets no more room", async () => {
    const { room, cleanup, giveUp } = await proven();
    cleanup.make(20);
    cleanup.meanwhile = () => giveUp.because("stopped");
    expect(await room.enter(1)).toBe(false);
  });
});

describe("room has no bound", () => {
  it.each<[string, Given]>([
    ["where nothing is stored", { target: { stores: false } }],
    ["on the run's own endpoint", { target: { shrinksFree: true } }],
    ["where nothing can be deleted and nobody else is there", { account: { shared: false } }],
    ["where nothing can be deleted and it may stay", { account: { mayLeave: true } }],
  ])("%s", async (_, given) => {
    const { room, cleanup, giveUp } = roomOf(given);
    if (given.account) cleanup.remover = undefined;
    cleanup.make(100);
    expect(await stateOf(room.enter(100))).toBe(true);
    expect(cleanup.calls).toEqual([]);
    giveUp.because("stopped");
    expect(await room.enter(1)).toBe(false);
  });

  it.each<[string, Given]>([
    ["where what stays is in the way of others", {}],
    ["where what may stay can be deleted", { account: { mayLeave: true } }],
    ["where nobody else is there, and it can be deleted", { account: { shared: false } }],
  ])("but %s", async (name, given) => {
    const { room, cleanup } = roomOf(given);
    if (name.includes("in the way")) cleanup.remover = undefined;
    cleanup.make(21);
    await room.enter(1);
    expect(cleanup.calls.length).toBeGreaterThan(0);
  });
});

it("what may stay needs no proof that it can be deleted", async () => {
  const { room, cleanup } = roomOf({ account: { mayLeave: true } });
  cleanup.make(3);
  await room.enter(2);
  expect([await stateOf(room.enter(2)), cleanup.calls]).toEqual([true, []]);
});

describe("the reason to end a run", () => {
  const scoped = {
    ...REMOVER,
    security: { ...REMOVER.security, scopes: ["a.write", "b.write"] },
  } as typeof REMOVER;
  const plain = { ...REMOVER, security: undefined } as unknown as typeof REMOVER;
  const lost: TransportFailure = { reason: "reset", message: "the connection was reset" };

  it.each<[string, Clearing["remover"], Clearing["trouble"], string]>([
    ["no operation deletes", undefined, undefined, "the docs have no operation that deletes what this one makes, so nothing more is created; 1 left behind"],
    ["nothing is in the way", plain, undefined, "delete-invoice does not delete what the run has made, as http://tiny still shows it, so nothing more is created; 1 left behind"],
    ["a deletion succeeds", plain, answer(204, ""), "delete-invoice does not delete what the run has made, as http://tiny still shows it, so nothing more is created; 1 left behind"],
    ["a deletion is not answered", plain, lost, "delete-invoice could not be judged: the connection was reset, so nothing more is created; 1 left behind"],
    ["a deletion is refused", plain, answer(400, { message: "no" }), 'delete-invoice does not delete what the run has made: http://tiny answers 400 "no", so nothing more is created; 1 left behind'],
    ["a deletion needs a scope", scoped, answer(403, { message: "no" }), 'delete-invoice (scope a.write, b.write) does not delete what the run has made: http://tiny answers 403 "no", so nothing more is created; 1 left behind: check that HIGHLEVEL_TOKEN is a token of this account, with the scopes a.write and b.write'],
  ])("names what deletes and what it answers, where %s", async (_, remover, trouble, reason) => {
    const { room, cleanup, giveUp } = roomOf();
    Object.assign(cleanup, { remover, trouble });
    cleanup.make(1);
    cleanup.stuck = new Set(cleanup.left);
    expect(await room.enter(1)).toBe(false);
    expect(giveUp.reason).toBe(reason);
  }); // biome-ignore format: a table reads better in lines
});
