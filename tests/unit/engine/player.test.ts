import { describe, expect, it } from "vitest";
import type { Draft, Planned, Scenario } from "../../../src/cases/kind.ts";
import type { RunEvent } from "../../../src/engine/events.ts";
import { caseIdentity } from "../../../src/http/case-origin.ts";
import type { Answer, Target, TransportFailure, WireRequest } from "../../../src/http/exchange.ts";
import { answer, draftOf, eventsOf, made, ofType, planned, tinyRun, tinyTarget, valid } from "./tiny-run.ts";

type Answers = (request: WireRequest, nth: number) => Answer | TransportFailure;

const PAGE: Answer = { status: 502, headers: {}, text: "<html>" };
const LOST: TransportFailure = { reason: "reset", message: "the connection was reset" };
const REFUSED = answer(401, { reason: "no token" });

/** Plays drafts, and tells what was judged by name and status, what was not answered, and the end. */
async function played(
  answers: Answers,
  drafts: readonly Draft[],
  more: Partial<Target> = {},
  requests = 100,
) {
  const target = tinyTarget(answers, more);
  const on = tinyRun(target, { requests });
  return { ...summary(await eventsOf(on, { cases: planned(on, ...drafts), shrinks: false })), on, target };
}

const summary = (events: readonly RunEvent[]) => {
  const [end] = ofType(events, "ended");
  return {
    events,
    judged: ofType(events, "judged").map((event) => `${event.case.origin.name} ${event.answer.status}`),
    failures: ofType(events, "exchanged").flatMap(({ exchange: { case: sent, failure } }) =>
      failure ? [`${sent.origin.name} ${failure.reason}`] : [],
    ),
    sent: [end?.sent, end?.retried],
    reason: end?.reason,
  };
};

describe("a case", () => {
  it("is judged as it is answered", async () => {
    const { judged, failures, sent, reason } = await played(made, valid(2));
    expect([judged, failures, sent, reason]).toEqual([["v0 200", "v1 200"], [], [2, 0], undefined]);
  });

  it("that is not answered is told, and not judged", async () => {
    const { judged, failures, reason } = await played((request, nth) => (nth === 2 ? LOST : made(request, nth)), valid(3));
    expect([judged, failures, reason]).toEqual([["v0 200", "v2 200"], ["v1 reset"], undefined]);
  }); // biome-ignore format: short

  it("that is not answered three times before any is ends the run", async () => {
    const { failures, reason } = await played(() => LOST, valid(5));
    expect([failures, reason]).toEqual([["v0 reset", "v1 reset", "v2 reset"], LOST.message]);
  });

  it("whose answer shows something new is kept for fuzzing, once", async () => {
    const odd = answer(422, { reasons: ["no way"] });
    const { on } = await played((request, nth) => (nth === 3 ? odd : made(request, nth)), valid(4));
    expect(on.interesting.map(({ name }) => name)).toEqual(["v0", "v2"]);
  });
});

describe("a server error", () => {
  const failing =
    (nths: readonly number[]): Answers =>
    (request, nth) =>
      nths.includes(nth) ? answer(500, {}) : made(request, nth);

  it("that does not come again was an accident", async () => {
    const { judged, sent } = await played(failing([2]), valid(2));
    expect([judged, sent]).toEqual([
      ["v0 200", "v1 200"],
      [3, 1],
    ]);
  });

  it("that comes again is judged", async () => {
    const { judged, sent } = await played(failing([1, 2]), valid(1));
    expect([judged, sent]).toEqual([["v0 500"], [2, 1]]);
  });

  it.each<[string, Partial<Target>]>([
    ["a recording", { recorded: [] }],
    ["the embedded endpoint", { shrinksFree: true }],
  ])("of %s is judged at once", async (_, more) => {
    const { judged, sent } = await played(failing([1]), valid(1), more);
    expect([judged, sent]).toEqual([["v0 500"], [1, 0]]);
  });
});

describe("an answer of a gateway", () => {
  it("is asked for again at the end, and the case judged by what comes then", async () => {
    const { judged, failures, sent } = await played((request, nth) => (nth === 1 ? PAGE : made(request, nth)), valid(2));
    expect([judged, failures, sent]).toEqual([["v1 200", "v0 200"], [], [3, 1]]);
  }); // biome-ignore format: short

  it("says nothing where it comes again and is no JSON", async () => {
    const { judged, failures, reason } = await played(({ body = "" }, nth) => (body.includes("odd") ? PAGE : made({ body } as WireRequest, nth)), [...valid(2), draftOf("o", { body: { customerId: "c", number: "odd" } })]);
    expect([judged, failures, reason]).toEqual([["v0 200", "v1 200"], ["o gateway"], undefined]);
  }); // biome-ignore format: short

  it("is judged where the endpoint gives it each time, in JSON, while it answers others", async () => {
    const own = answer(503, { reason: "no way" });
    const { judged } = await played(({ body = "" }, nth) => (body.includes("odd") ? own : made({ body } as WireRequest, nth)), [...valid(1), draftOf("o", { body: { customerId: "c", number: "odd" } })]);
    expect(judged).toEqual(["v0 200", "o 503"]);
  }); // biome-ignore format: short

  it("ends the run where there was no other, by its words", async () => {
    expect((await played(() => PAGE, valid(5))).reason).toBe(
      "a gateway answered 502 in place of the endpoint",
    );
    expect((await played(() => PAGE, valid(1))).reason).toBe("http://tiny answered 502 from a gateway only");
  });
});

describe("JSON that is cut short", () => {
  const cutting =
    (most: number): Answers =>
    (request, nth) =>
      nth <= most ? { ...made(request, nth), text: '{"invoice":{"id":"1"' } : made(request, nth);

  it("is asked for again at once", async () => {
    const { judged, events, sent } = await played(cutting(1), valid(1));
    expect([judged, sent]).toEqual([["v0 200"], [2, 1]]);
    expect(ofType(events, "judged")[0]?.answer.text).toContain("customerId");
  });

  it("says nothing where no request is left to ask with", async () => {
    const { judged, failures } = await played(cutting(1), valid(1), {}, 1);
    expect([judged, failures]).toEqual([[], ["v0 reset"]]);
  });
});

describe("a refusal of the token", () => {
  it("is judged at the end where the operation accepts it elsewhere", async () => {
    const { judged, reason } = await played((request, nth) => (nth === 1 ? REFUSED : made(request, nth)), valid(3));
    expect([judged, reason]).toEqual([["v1 200", "v2 200", "v0 401"], undefined]);
  }); // biome-ignore format: short

  it("ends the run once it is all that comes", async () => {
    const { judged, reason, sent } = await played(() => REFUSED, valid(12));
    expect([judged, sent]).toEqual([[], [8, 0]]);
    expect(reason).toContain('create-invoice could not be judged: http://tiny refuses the token with 401 "{"reason":"no token"}"');
  }); // biome-ignore format: short

  it("is the reason why nothing was judged where fewer came", async () => {
    const { judged, reason } = await played(() => REFUSED, valid(2));
    expect(judged).toEqual([]);
    expect(reason).toContain("refuses the token with 401");
  });
});

describe("one and the same answer", () => {
  const wrong = draftOf("w", { expect: "reject", body: {} });
  const same = answer(404, { reason: "nothing here" });

  it("ends the run after fifteen, judged in none", async () => {
    const { judged, reason, sent } = await played(() => same, Array.from({ length: 20 }, (_, n) => ({ ...wrong, name: `w${n}` })));
    expect([judged, sent]).toEqual([[], [15, 0]]);
    expect(reason).toContain("http://tiny gives one and the same answer to all 15 requests: 404");
  }); // biome-ignore format: short

  it("to a few is judged in the end, and to more it is the reason for the end", async () => {
    const of = (count: number) => played(() => same, Array.from({ length: count }, (_, n) => ({ ...wrong, name: `w${n}` })));
    expect((await of(3)).judged).toEqual(["w0 404", "w1 404", "w2 404"]);
    const four = await of(4);
    expect([four.judged, four.reason]).toEqual([[], expect.stringContaining("to all 4 requests")]);
  }); // biome-ignore format: short

  it("of a recording is judged as it comes", async () => {
    const { judged } = await played(() => same, [wrong], { recorded: [] });
    expect(judged).toEqual(["w 404"]);
  });
});

describe("the requests of a run", () => {
  const odd: Answers = (request, nth) => answer(200, { invoice: { ...JSON.parse(made(request, nth).text).invoice, number: "other" } });

  it("are kept in part for shrinking once there is something to shrink, a tenth at most", async () => {
    expect((await played(odd, valid(30), {}, 20)).sent).toEqual([18, 0]);
    expect((await played(made, valid(30), {}, 20)).sent).toEqual([20, 0]);
  });

  it("are kept for nothing where shrinking costs nothing", async () => {
    expect((await played(odd, valid(30), { shrinksFree: true }, 20)).sent).toEqual([20, 0]);
  });
}); // biome-ignore format: short

describe("a scenario", () => {
  const scenario = (run: Scenario["run"]): Planned => ({
    ...caseIdentity("lifecycle", "s"),
    scenario: { name: "s", priority: 1, requests: 2, run },
  });

  async function scened(run: Scenario["run"], requests = 100, answers: Answers = made) {
    const target = tinyTarget(answers);
    const on = tinyRun(target, { requests });
    return summary(await eventsOf(on, { cases: [scenario(run)], shrinks: false }));
  }

  it("gets the answer to each of its requests, which are judged", async () => {
    const seen: unknown[] = [];
    const { judged, events } = await scened(async (play) => {
      for (const draft of valid(2)) seen.push((await play(draft))?.status);
    });
    expect([seen, judged]).toEqual([[200, 200], ["v0 200", "v1 200"]]);
    expect([events[0]?.type, ofType(events, "played").map(({ id }) => id)]).toEqual(["planned", ["lifecycle/s"]]);
  }); // biome-ignore format: short

  it("gets no answer where none comes, and where no request is left", async () => {
    const seen: unknown[] = [];
    const run: Scenario["run"] = async (play) => {
      for (const draft of valid(2)) seen.push(await play(draft));
    };
    await scened(run, 100, () => LOST);
    const { sent } = await scened(run, 1);
    expect([seen.map((one) => (one as Answer | undefined)?.status), sent]).toEqual([[undefined, undefined, 200, undefined], [1, 0]]);
  }); // biome-ignore format: short

  it("tells a request that cannot be sent with the reason, and gets no answer", async () => {
    const target = tinyTarget();
    const on = tinyRun(target, { account: { tag: "t1", bindings: { TINY_CUSTOMER_ID: [] } } });
    const seen: unknown[] = [];
    const events = await eventsOf(on, { cases: [scenario(async (play) => void seen.push(await play(draftOf("v"))))] });
    expect([seen, target.asked]).toEqual([[undefined], []]);
    expect(ofType(events, "skipped")).toEqual([
      { type: "skipped", ...caseIdentity("lifecycle", "v"), reason: "needs more values in TINY_CUSTOMER_ID than are set" },
    ]);
  }); // biome-ignore format: short
});
