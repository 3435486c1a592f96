import { describe, expect, it } from "vitest";
import { AllListed, type Played } from "../../../src/engine/all-listed.ts";
import type { Creations } from "../../../src/engine/creations.ts";
import type { RunEvent } from "../../../src/engine/events.ts";
import type { Judging } from "../../../src/engine/judging.ts";
import type { LaterLooks } from "../../../src/engine/later-looks.ts";
import { type PreparedRun, prepare } from "../../../src/engine/prepare.ts";
import type { Answer, Case } from "../../../src/http/exchange.ts";
import { underTestOf } from "../../faults/run.ts";
import { contract } from "../../fixtures/project.ts";
import { callerOf, endpointTarget } from "../journal/endpoint-target.ts";

const json = (status: number, body: unknown): Answer => ({
  status,
  headers: { "content-type": "application/json" },
  text: JSON.stringify(body),
});

const target = endpointTarget();
const { operation, envelope } = callerOf(target);
const prepared = prepare(
  { contract, target, operation: operation.id, seed: 42, requests: 60, account: envelope.account, userAgent: "test/1" },
  underTestOf(42),
); // biome-ignore format: short

const requestTo = (path: string, method = "POST") => ({ method, path, headers: {} });

const identity = { id: "k/n", origin: { kind: "k", name: "n" }, seed: 1 };

const creation = (id: string, of: Partial<Case> = {}, status = 201, locationId = "here") => ({
  case: { ...identity, operation: operation.id, expect: "accept", request: requestTo("/calendars/"), body: { locationId }, ...of } as unknown as Case,
  answer: json(status, { calendar: { id, locationId, name: id } }),
}); // biome-ignore format: short

const list = {
  ...identity,
  operation: "get-calendars",
  expect: "accept",
  request: requestTo("/calendars/?locationId=here", "GET"),
  resource: { step: "list", exists: true, id: "asked", created: {} },
} as unknown as Case;

const JUDGED: Played = { events: [{ type: "judged" } as RunEvent], answer: json(200, { calendars: [] }) };

interface Account {
  readonly made: readonly ReturnType<typeof creation>[];
  readonly gone?: readonly string[];
  /** Deleted while the list was under way. */
  readonly goesMeanwhile?: string;
}

/** The ids of the resources that a case was judged once more for. */
async function judgedFor(sent: Case, { made, gone = [], goesMeanwhile }: Account, played = JUDGED) {
  const there = (key: string): boolean => !gone.includes(key) && !(isPlayed && key === goesMeanwhile);
  let isPlayed = false;
  const ids: unknown[] = [];
  const run = { ...prepared, cleanup: { isThere: there, keyOf: (_: string, id: string) => id } };
  const all = new AllListed(
    run as unknown as PreparedRun,
    {
      creations: { all: () => made } as unknown as Creations,
      judging: {
        judgeListed: ({ resource }: Case) => {
          ids.push(resource?.id);
          return [{ type: "judged" }];
        },
      } as unknown as Judging,
    },
    { settled: async (one: Case, answer: Answer) => ({ case: one, answer }) } as unknown as LaterLooks,
  );
  const result = await all.around(sent, async () => {
    isPlayed = true;
    return played;
  });
  expect(result.events.length).toBe(played.events.length + ids.length);
  expect(result.answer).toBe(played.answer);
  return ids;
}

describe("a list that was judged", () => {
  const made = [creation("asked"), creation("one"), creation("two")];

  it("is judged once more for all else that the run has made", async () => {
    expect(await judgedFor(list, { made })).toEqual(["one", "two"]);
  });

  it.each<[string, Account]>([
    ["was deleted before", { made, gone: ["one"] }],
    ["was deleted meanwhile", { made, goesMeanwhile: "one" }],
    ["had to be refused", { made: [creation("one", { expect: "reject" }), creation("two")] }],
    ["was refused", { made: [creation("one", {}, 400), creation("two")] }],
    ["another operation made", { made: [creation("one", { operation: "other" }), creation("two")] }],
    ["is elsewhere", { made: [creation("one", {}, 201, "elsewhere"), creation("two")] }],
  ])("is not judged for what %s", async (_, account) => {
    expect(await judgedFor(list, account)).toEqual(["two"]);
  });

  it.each<[string, Case, Played]>([
    ["no list", { ...list, resource: { ...list.resource!, step: "read" } }, JUDGED],
    ["about nothing", { ...list, resource: undefined } as unknown as Case, JUDGED],
    ["of another operation", { ...list, operation: "get-calendar" }, JUDGED],
    ["not judged", list, { ...JUDGED, events: [] }],
    ["without an answer", list, { events: JUDGED.events }],
    ["refused", list, { ...JUDGED, answer: json(403, {}) }],
  ])("is judged no further where it is %s", async (_, sent, played) => {
    expect(await judgedFor(sent, { made }, played)).toEqual([]);
  });
});
