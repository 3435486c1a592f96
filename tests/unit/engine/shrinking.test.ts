import { describe, expect, it } from "vitest";
import type { Draft } from "../../../src/cases/kind.ts";
import { instancePointer } from "../../../src/contract/pointers.ts";
import type { RunOptions } from "../../../src/engine/prepare.ts";
import type { Answer, Target, TransportFailure, WireRequest } from "../../../src/http/exchange.ts";
import { answer, draftOf, eventsOf, known, made, ofType, planned, tinyRun, tinyTarget } from "./tiny-run.ts";

type Answers = (request: WireRequest, nth: number) => Answer | TransportFailure;

const WHOLE = { customerId: "c", number: "n", note: "x", discount: 5, urgent: true };

/** An endpoint that loses a field of what is sent. */
const losing =
  (field: string): Answers =>
  ({ body = "{}", ...request }, nth) => {
    const { [field]: _, ...kept } = JSON.parse(body) as Record<string, unknown>;
    return made({ ...request, body: JSON.stringify(kept) }, nth);
  };

/** Plays drafts, and tells what was shrunk: the finding, and the fields of the body that shows it in the end. */
async function shrunk(answers: Answers, drafts: readonly Draft[], target: Partial<Target> = {}, more: Partial<RunOptions> = {}) {
  const asked = tinyTarget(answers, target);
  const on = tinyRun(asked, more);
  const events = await eventsOf(on, { cases: planned(on, ...drafts) });
  const told = ofType(events, "shrunk");
  return {
    events: told,
    found: told.map(({ fingerprint, case: { body } }) => [fingerprint, Object.keys(body as object)]),
    sent: ofType(events, "ended")[0]?.sent ?? 0,
    asked: asked.asked.length,
  };
} // biome-ignore format: short

const dropsNote = draftOf("a", { body: WHOLE });
const ECHO = "create-invoice/echo/invoice.note";

describe("a finding of a valid body", () => {
  it("is shrunk to what shows it", async () => {
    const { found, events } = await shrunk(losing("note"), [dropsNote]);
    expect(found).toEqual([[ECHO, ["customerId", "number", "note"]]]);
    expect(events[0]).toMatchObject({
      case: { id: "example/a" },
      violation: { title: "note is dropped" },
      answer: { status: 200 },
      shrunk: { origin: "example/a", path: { steps: expect.stringMatching(/^0:/) } },
    });
  });

  it("is not shrunk where it is only observed", async () => {
    const odd: Answers = (request, nth) => {
      const { invoice } = JSON.parse(made(request, nth).text);
      return answer(200, { invoice: { state: "draft", urgent: true, ...invoice, odd: 1 } });
    };
    expect((await shrunk(odd, [dropsNote])).events).toEqual([]);
  });

  it("is not shrunk where it is known", async () => {
    const deviations = [known(ECHO)];
    const { events, sent } = await shrunk(losing("note"), [dropsNote], { live: true }, { deviations });
    expect([events, sent]).toEqual([[], 1]);
  });

  it("is not shrunk where no simpler body shows it", async () => {
    const once: Answers = (request, nth) => (nth === 1 ? losing("note")(request, nth) : made(request, nth));
    expect((await shrunk(once, [dropsNote])).events).toEqual([]);
  });

  it("is not shrunk where its text was a text of its own", async () => {
    const text = (bound: string): string => `${bound} `;
    expect((await shrunk(losing("note"), [{ ...dropsNote, text }])).sent).toBe(1);
  });

  it("is not shrunk to a body that shows less of it", async () => {
    const changes: Answers = (request, nth) => {
      const { invoice } = JSON.parse(made(request, nth).text);
      return answer(200, { invoice: { ...invoice, note: "urgent" in invoice ? "y" : undefined } });
    };
    const { found } = await shrunk(changes, [dropsNote]);
    expect(found).toEqual([[ECHO, ["customerId", "number", "note", "urgent"]]]);
  });

  it("is shrunk by the answers that come, whatever fails between them", async () => {
    const lost: TransportFailure = { reason: "reset", message: "reset" };
    const { found } = await shrunk((request, nth) => (nth === 3 ? lost : losing("note")(request, nth)), [dropsNote]);
    expect(found).toHaveLength(1);
  }); // biome-ignore format: short
});

describe("a finding of a body that is to be refused", () => {
  const refusable = draftOf("a", {
    expect: "reject",
    body: { ...WHOLE, discount: 99 },
    fault: {
      kind: "schema",
      keyword: "maximum",
      at: instancePointer("/discount"),
      docs: "#/x",
      expected: "at most 50",
    },
  });

  it("keeps its fault, and loses all else that it can", async () => {
    const { found } = await shrunk((request, nth) => made(request, nth), [refusable]);
    expect(found).toEqual([
      ["create-invoice/invalid-refused/discount:maximum", ["customerId", "number", "discount"]],
    ]);
  });
});

describe("shrinking", () => {
  const many = Object.fromEntries(["a", "b", "d", "e", "f"].map((name) => [name, name]));
  const wide = draftOf("a", { body: { ...many, ...WHOLE } });

  it("spends no more requests than the run has", async () => {
    const { sent, asked } = await shrunk(losing("note"), [wide], {}, { requests: 4 });
    expect([sent, asked]).toEqual([4, 4]);
  });

  it("spends sixty on a finding at most", async () => {
    const body = { ...WHOLE, ...Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`z${n}`, n])) };
    const { sent } = await shrunk(losing("note"), [draftOf("a", { body })], {}, { requests: 1000 });
    expect(sent).toBe(61);
  });

  it("counts nothing where it costs nothing, and goes on until nothing simpler is left", async () => {
    const { sent, found, asked } = await shrunk(losing("note"), [wide], { shrinksFree: true }, { requests: 1 });
    expect([sent, found]).toEqual([1, [[ECHO, ["customerId", "number", "note"]]]]);
    expect(asked).toBeGreaterThan(5);
  }); // biome-ignore format: short

  it("shrinks each of several findings by the case that represents it", async () => {
    const both: Answers = (request, nth) => {
      const { invoice } = JSON.parse(made(request, nth).text);
      const { note: _, discount: __, ...kept } = invoice;
      return answer(200, { invoice: kept });
    };
    const { found } = await shrunk(both, [dropsNote]);
    expect(found).toEqual([
      ["create-invoice/echo/invoice.discount", ["customerId", "number", "discount"]],
      [ECHO, ["customerId", "number", "note"]],
    ]);
  });
});
