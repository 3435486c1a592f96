import { describe, expect, test } from "vitest";
import type { Draft } from "../../../src/cases/kind.ts";
import { type Asker, Repeats, type Unconfirmed } from "../../../src/engine/ask-again.ts";
import { ServerErrors } from "../../../src/engine/server-errors.ts";
import { originOf } from "../../../src/http/case-origin.ts";
import type { Answer, Case, TransportFailure } from "../../../src/http/exchange.ts";

const DRAFT: Draft = { name: "a", expect: "accept", body: {}, priority: 1 };
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

describe("a server error", () => {
  const FAILED: Answer = { status: 500, headers: {}, text: "{}" };

  /** The case and the answer to judge of each of so many failures, by what is answered when they are asked again. */
  async function failing(answers: readonly (Answer | TransportFailure)[], of = held(FAILED), count = 1) {
    const asked: string[] = [];
    const asker: Asker = {
      bind: (kind, draft) => ({ case: caseOf(`${kind}/${draft.name}`), draft }),
      send: async ({ path }) => answers[asked.push(path) - 1] ?? OK,
      canAsk: () => asked.length < answers.length,
    };
    const errors = new ServerErrors(asker, new Repeats(asker));
    const settled = [];
    for (let nth = 0; nth < count; nth++) settled.push(await errors.settled(of));
    return { settled, asked };
  }

  test("that does not come again was an accident: the new answer is judged, under the name of the case", async () => {
    const { settled, asked } = await failing([OK]);
    expect(asked).toEqual(["/k/a/again/0"]);
    expect(settled).toMatchObject([{ case: { id: "k/a", request: { path: "/k/a/again/0" } }, result: OK }]);
  });

  test.each<[string, readonly (Answer | TransportFailure)[]]>([
    ["comes again", [FAILED]],
    ["comes again as another one", [{ ...FAILED, status: 501 }]],
    ["is followed by a gateway's", [PAGE_502]],
    ["is followed by a lost connection", [RESET]],
    ["cannot be asked for again", []],
  ])("that %s is judged as it came", async (_, answers) => {
    const { settled } = await failing(answers);
    expect(settled).toMatchObject([{ case: { request: { path: "/k/a" } }, result: FAILED }]);
  });

  test("is judged at once after three that came again", async () => {
    const { asked, settled } = await failing([...Array(3).fill(FAILED), OK], undefined, 5);
    expect(asked).toHaveLength(3);
    expect(settled.map(({ result }) => result)).toEqual(Array(5).fill(FAILED));
  });

  test("is asked for each time while it was an accident, or nobody answered", async () => {
    const { asked } = await failing([OK, RESET, PAGE_502, OK, OK], undefined, 5);
    expect(asked).toHaveLength(5);
  });

  test("of what may not be sent twice, and has no draft, is judged as it came", async () => {
    const { asked, settled } = await failing([OK], held(FAILED, { draft: undefined }));
    expect([asked, settled[0]?.result]).toEqual([[], FAILED]);
    const read = held(FAILED, { case: caseOf("k/read", "GET"), draft: undefined });
    expect((await failing([OK], read)).settled).toMatchObject([{ case: { id: "k/read" }, result: OK }]);
  });
});
