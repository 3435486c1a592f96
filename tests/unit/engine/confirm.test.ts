import { describe, expect, test } from "vitest";
import type { Draft } from "../../../src/cases/kind.ts";
import { type Asker, Repeats, type Unconfirmed } from "../../../src/engine/ask-again.ts";
import { Confirmations, isCut } from "../../../src/engine/confirm.ts";
import { caseId, originOf } from "../../../src/http/case-origin.ts";
import type { Answer, Case, TransportFailure } from "../../../src/http/exchange.ts";

const DRAFT: Draft = { name: "a", expect: "accept", body: {}, priority: 1 };
const JSON_503: Answer = { status: 503, headers: {}, text: '{"message":"no"}' };
const PAGE_502: Answer = { status: 502, headers: {}, text: "<html>" };
const OK: Answer = { status: 200, headers: {}, text: "{}" };
const RESET: TransportFailure = { reason: "reset", message: "reset" };

const caseOf = (id: string, method = "POST"): Case => ({
  id,
  origin: originOf(id),
  operation: "o",
  expect: "accept",
  seed: 1,
  request: { method, path: `/${id}`, headers: {} },
});

const held = (answer: Answer, more: Partial<Unconfirmed> = {}): Unconfirmed => ({
  case: caseOf("k/a"),
  answer,
  draft: DRAFT,
  ...more,
});

/** Settles what is held by what is answered when it is asked again, one after the other. */
async function settling(
  all: readonly Unconfirmed[],
  answers: readonly (Answer | TransportFailure)[],
  { canAsk = true, control = false } = {},
) {
  const asked: string[] = [];
  const asker: Asker = {
    bind: (kind, draft) => ({ case: caseOf(`${kind}/${draft.name}`), draft }),
    send: async ({ path }) => answers[asked.push(path) - 1] ?? OK,
    canAsk: () => canAsk,
  };
  const confirmations = new Confirmations(asker, new Repeats(asker));
  if (control) confirmations.accepted("k", { ...DRAFT, name: "control" });
  for (const one of all) confirmations.hold(one);
  const settled = [];
  for await (const { case: one, result } of confirmations.confirm())
    settled.push({ id: caseId(one.origin), path: one.request.path, result });
  return { settled, asked };
}

describe("an error of a gateway", () => {
  test("that does not come again is of the way, and the case is judged by the new answer", async () => {
    const { settled, asked } = await settling([held(JSON_503)], [OK]);
    expect(settled).toEqual([{ id: "k/a", path: "/k/a/again/0", result: OK }]);
    expect(asked).toHaveLength(1);
  });

  test("that comes every time while others are answered is the endpoint's own", async () => {
    const { settled, asked } = await settling([held(JSON_503)], [JSON_503, OK, JSON_503, JSON_503], {
      control: true,
    });
    expect(settled).toMatchObject([{ path: "/k/a", result: JSON_503 }]);
    expect(asked).toEqual(["/k/a/again/0", "/k/control/again/1", "/k/a/again/2", "/k/a/again/3"]);
  });

  test.each([
    ["while nobody else is answered", JSON_503, Array(4).fill(JSON_503), { control: true }],
    ["and is a page of its own", PAGE_502, Array(3).fill(PAGE_502), {}],
    ["and then the connection breaks", JSON_503, [RESET], {}],
    ["and there is no request left to ask again", JSON_503, [], { canAsk: false }],
  ])("that comes every time %s is of the way", async (_, answer, answers, options) => {
    const { settled } = await settling([held(answer)], answers, options);
    expect(settled).toMatchObject([{ id: "k/a", path: "/k/a", result: { reason: "gateway", answer } }]);
  });

  test.each([
    ["four met one, beside one accepted", 4, 1, 3],
    ["a tenth of all met one", 5, 45, 3],
    ["a quarter met one", 5, 15, 5],
    ["half met one", 5, 5, 10],
    ["nearly all met one", 9, 1, 12],
  ])(
    "must come again the more often, the more cases met one: where %s",
    async (_, count, accepted, times) => {
      const asked: string[] = [];
      const asker: Asker = {
        bind: (kind, draft) => ({ case: caseOf(`${kind}/${draft.name}`), draft }),
        async send({ path }) {
          asked.push(path);
          return path.includes("control") ? OK : JSON_503;
        },
        canAsk: () => true,
      };
      const confirmations = new Confirmations(asker, new Repeats(asker));
      for (let left = accepted; left > 0; left--) confirmations.accepted("k", { ...DRAFT, name: "control" });
      for (let left = count; left > 0; left--) confirmations.hold(held(JSON_503));
      expect(confirmations.cost).toBe(count * (times + 1));
      const first = await confirmations.confirm().next();
      expect(first.value).toMatchObject({ result: JSON_503 });
      expect(asked.filter((path) => path.includes("/a/"))).toHaveLength(times);
    },
  );

  test("while nobody is answered any more is asked for once", async () => {
    const { asked } = await settling(Array(3).fill(held(JSON_503)), Array(9).fill(PAGE_502), {
      control: true,
    });
    expect(asked).toHaveLength(2);
  });

  test("each asks with values of its own", async () => {
    const { asked } = await settling([held(JSON_503), held(JSON_503)], [JSON_503]);
    expect(new Set(asked).size).toBe(3);
  });

  test("to a read is asked for again as it was, and says nothing where it is answered then", async () => {
    const read = held(JSON_503, { case: caseOf("k/read", "GET"), draft: undefined });
    const { settled, asked } = await settling([read], [OK]);
    expect(asked).toEqual(["/k/read"]);
    expect(settled).toMatchObject([{ id: "k/read", result: { reason: "gateway" } }]);
  });

  test("to a creation that others depend on is not asked for again", async () => {
    const { settled, asked } = await settling([held(JSON_503, { draft: undefined })], []);
    expect(asked).toEqual([]);
    expect(settled).toMatchObject([{ result: { reason: "gateway" } }]);
  });
});

describe("JSON that is cut short", () => {
  const cut: Answer = { status: 200, headers: {}, text: '{"a":' };

  async function whole(
    first: Unconfirmed,
    answers: readonly (Answer | TransportFailure)[],
    isReplayed = false,
  ) {
    const asked: string[] = [];
    const asker: Asker = {
      bind: (kind, draft) => ({ case: caseOf(`${kind}/${draft.name}`), draft }),
      send: async ({ path }) => answers[asked.push(path) - 1] ?? OK,
      canAsk: () => true,
    };
    const confirmations = new Confirmations(asker, new Repeats(asker), isReplayed);
    const { result } = await confirmations.whole(first);
    return { result, asked: asked.length, next: (await confirmations.whole(held(cut))).result };
  }

  test("is asked for again at once, and the whole answer is judged", async () => {
    expect(await whole(held(cut), [OK])).toMatchObject({ result: OK, asked: 1 });
  });

  test("every time is the endpoint's own, and is asked for no more", async () => {
    expect(await whole(held(cut), [cut, cut, cut])).toEqual({ result: cut, asked: 3, next: cut });
  });

  test("in a recording is what was recorded", async () => {
    expect(await whole(held(cut), [], true)).toEqual({ result: cut, asked: 0, next: cut });
  });

  test("and then a connection that breaks say nothing", async () => {
    expect(await whole(held(cut), [RESET])).toMatchObject({ result: { reason: "reset" }, asked: 1 });
  });
});

describe("what is held", () => {
  const asker: Asker = {
    bind: () => expect.unreachable(),
    send: () => expect.unreachable(),
    canAsk: () => false,
  };

  test("costs four requests each, and has the status of the first", () => {
    const confirmations = new Confirmations(asker, new Repeats(asker));
    expect([confirmations.cost, confirmations.status]).toEqual([0, undefined]);
    confirmations.hold(held(JSON_503));
    confirmations.hold(held(PAGE_502));
    expect([confirmations.cost, confirmations.status]).toEqual([8, 503]);
  });

  test("is a thousand at most", () => {
    const confirmations = new Confirmations(asker, new Repeats(asker));
    const isKept = Array.from({ length: 1001 }, () => confirmations.hold(held(JSON_503)));
    expect([isKept.filter(Boolean).length, isKept.at(-1)]).toEqual([1000, false]);
  });

  test.each<[string, Answer, boolean, boolean, unknown]>([
    ["JSON of a recording that was answered", JSON_503, true, true, JSON_503],
    ["a page of a recording", PAGE_502, true, true, { reason: "gateway" }],
    ["JSON of a recording in which nobody answered", JSON_503, true, false, { reason: "gateway" }],
    ["JSON of a target that cannot be asked", JSON_503, false, true, { reason: "gateway" }],
  ])("is settled as it was recorded: %s", async (_, answer, isReplayed, isReached, result) => {
    const confirmations = new Confirmations(asker, new Repeats(asker), isReplayed);
    confirmations.hold(held(answer, { draft: undefined }));
    const settled = [];
    for await (const one of confirmations.confirm(isReached)) settled.push(one);
    expect(settled).toMatchObject([{ case: { id: "k/a" }, result }]);
  });
});

describe("an answer is cut short", () => {
  test.each<[string, Answer | TransportFailure, boolean]>([
    ["where its JSON does not end", { ...OK, text: '{"a":' }, true],
    ["not where it is JSON", OK, false],
    ["not where it is empty", { ...OK, text: "" }, false],
    ["not where it is no JSON", { ...OK, text: "<p>" }, false],
    ["not where it was too long to be read", { ...OK, text: '{"a":', excess: ["bytes"] }, false],
    ["not where there is none", RESET, false],
  ])("%s", (_, result, is) => expect(isCut(result)).toBe(is));
});
