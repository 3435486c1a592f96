import { describe, expect, test } from "vitest";
import type { Draft } from "../../../src/cases/kind.ts";
import { type Asker, Confirmations, type Unconfirmed } from "../../../src/engine/confirm.ts";
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
  const confirmations = new Confirmations(asker);
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
    const confirmations = new Confirmations(
      {
        bind: (kind, draft) => ({ case: caseOf(`${kind}/${draft.name}`), draft }),
        send: async ({ path }) => answers[asked.push(path) - 1] ?? OK,
        canAsk: () => true,
      },
      isReplayed,
    );
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
