import { describe, expect, it } from "vitest";
import type { Draft, Planned, Scenario } from "../../../src/cases/kind.ts";
import { instancePointer } from "../../../src/contract/pointers.ts";
import type { RunOptions } from "../../../src/engine/prepare.ts";
import { caseIdentity } from "../../../src/http/case-origin.ts";
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

  it("is shrunk where a scenario has shown it", async () => {
    const target = tinyTarget(losing("note"));
    const on = tinyRun(target);
    const run: Scenario["run"] = async (play) => void (await play(draftOf("0/0-create", { body: WHOLE })));
    const life: Planned = {
      ...caseIdentity("lifecycle", "0"),
      scenario: { name: "0", priority: 1, requests: 1, run },
    };
    const [told] = ofType(await eventsOf(on, { cases: [life] }), "shrunk");
    expect(told).toMatchObject({ fingerprint: ECHO, shrunk: { origin: "lifecycle/0/0-create" } });
    expect(Object.keys(told?.case.body as object)).toEqual(["customerId", "number", "note"]);
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

describe("a finding of one location", () => {
  const PAID = "create-invoice/echo/invoice.paidOn";
  const dated = draftOf("a", { body: { ...WHOLE, paidOn: "2024-01-01" } });
  const namesOf = ({ body }: WireRequest): string[] => Object.keys(JSON.parse(body ?? "{}"));

  async function told(answers: Answers, ...drafts: readonly Draft[]) {
    const target = tinyTarget(answers);
    const on = tinyRun(target);
    const [event] = ofType(await eventsOf(on, { cases: planned(on, ...drafts) }), "shrunk");
    const { fingerprint, case: one, shrunk: steps } = event ?? {};
    return { fingerprint, body: one?.body, path: steps?.path, asked: target.asked.map(namesOf) };
  }

  it("is first looked for in the smallest body with that location, and the value that showed it", async () => {
    const { fingerprint, body, path, asked } = await told(losing("paidOn"), dated);
    expect([fingerprint, body]).toEqual([PAID, expect.objectContaining({ paidOn: "2024-01-01" })]);
    expect([path?.pointers, asked[1]]).toEqual([["/paidOn"], ["customerId", "number", "paidOn"]]);
    expect(asked.slice(2)).toEqual([["customerId", "number"]]);
  });

  it("is looked for in the whole body where that one does not show it", async () => {
    const withNote: Answers = (request, nth) => (namesOf(request).includes("note") ? losing("paidOn")(request, nth) : made(request, nth));
    const { fingerprint, body, path } = await told(withNote, dated);
    expect([fingerprint, Object.keys(body as object)]).toEqual([PAID, ["customerId", "number", "note", "paidOn"]]);
    expect(path).not.toHaveProperty("pointers");
  }); // biome-ignore format: short

  it("and of another is first looked for with both", async () => {
    const swapping: Answers = (request, nth) => {
      const { invoice } = JSON.parse(made(request, nth).text);
      return answer(200, { invoice: "paidOn" in invoice ? { ...invoice, number: invoice.paidOn, paidOn: invoice.number } : invoice });
    };
    const { fingerprint, path } = await told(swapping, dated);
    expect([fingerprint, path?.pointers]).toEqual(["create-invoice/echo/invoice.number", ["/number", "/paidOn"]]);
  }); // biome-ignore format: short

  it("that is the whole answer is looked for in the whole body", async () => {
    const refusing: Answers = (request, nth) => namesOf(request).includes("note") ? answer(400, { reason: "no such note" }) : made(request, nth);
    const { body, path, asked } = await told(refusing, draftOf("b", { body: { customerId: "c", number: "n" } }), dated);
    expect([Object.keys(body as object), path]).toEqual([["customerId", "number", "note"], { steps: expect.any(String) }]);
    expect(asked[2]).toEqual(["customerId", "number", "discount", "urgent", "paidOn"]);
  }); // biome-ignore format: short
});
