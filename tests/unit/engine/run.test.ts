import { describe, expect, it, vi } from "vitest";
import type { Planned } from "../../../src/cases/kind.ts";
import type { RunEvent } from "../../../src/engine/events.ts";
import { type PreparedRun, prepare, type RunOptions } from "../../../src/engine/prepare.ts";
import { type RunInput, run } from "../../../src/engine/run.ts";
import { RunResult, resultOf } from "../../../src/engine/run-result.ts";
import type { Answer, WireRequest } from "../../../src/http/exchange.ts";
import { instantClock } from "../../fixtures/instant-clock.ts";
import { contract } from "../../fixtures/project.ts";
import { callerOf, type EndpointTarget, endpointTarget } from "../journal/endpoint-target.ts";

function prepared(target: EndpointTarget, more: Partial<RunOptions> = {}): PreparedRun {
  const { operation, envelope } = callerOf(target);
  const options = { contract, target, operation: operation.id, seed: 42, requests: 30, only: ["example", "covering"] };
  return prepare({ ...options, account: envelope.account, userAgent: "test/1", clock: instantClock(), ...more });
} // biome-ignore format: short

async function eventsOf(on: PreparedRun, input?: RunInput): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  for await (const event of run(on, input)) events.push(event);
  return events;
}

const typesOf = (events: readonly RunEvent[]): string[] => events.map(({ type }) => type);
const isCreation = ({ method }: WireRequest): boolean => method === "POST";
const ended = (events: readonly RunEvent[]) => events.findLast((event) => event.type === "ended");
/** The first cases of the plan, after the trial. */
const firstOf = ({ cases }: PreparedRun, count = Number.POSITIVE_INFINITY): Planned[] =>
  [...cases()].filter((planned) => !("scenario" in planned)).slice(0, count);

/** An endpoint that answers creations otherwise than it should. */
function spoilt(change: (answer: Answer, nth: number) => Answer): EndpointTarget {
  const target = endpointTarget();
  let nth = 0;
  target.spoil = (request, answer) => (isCreation(request) ? change(answer, ++nth) : answer);
  return target;
}

describe("the events of a run", () => {
  it("tell each case from plan to judgement, then the clean-up and the end", async () => {
    const on = prepared(endpointTarget());
    const events = await eventsOf(on, { cases: firstOf(on, 2) });
    const each = ["planned", "exchanged", "judged", "played"];
    expect(typesOf(events)).toEqual([...each, ...each, "cleaned-up", "ended"]);
    expect(events.flatMap((event) => (event.type === "exchanged" ? [event.sent] : []))).toEqual([1, 2]);
    expect(ended(events)).toEqual({ type: "ended", sent: 2, retried: 0 });
    expect(events.find(({ type }) => type === "cleaned-up")).toEqual({
      type: "cleaned-up",
      // Two deletions, and a look at what is there after each: the first shows that the run can delete what it makes.
      sent: 4,
      left: [],
      unknown: 0,
      made: 2,
    });
  });

  it("tell a case that is not sent with its reason", async () => {
    const on = prepared(endpointTarget());
    const skipped = { id: "k/s", origin: { kind: "k", name: "s" } };
    const events = await eventsOf(on, { cases: [{ ...skipped, skipped: "because" }] });
    expect(events.slice(0, 3)).toEqual([
      { type: "planned", ...skipped },
      { type: "skipped", ...skipped, reason: "because" },
      { type: "played", ...skipped },
    ]);
  });

  it("are of the whole plan unless cases are given, and of those that come one by one", async () => {
    const on = prepared(endpointTarget(), { only: ["example"] });
    const ids = [...on.cases()].map((planned) => ("case" in planned ? planned.case.id : planned.id));
    const played = (events: readonly RunEvent[]) =>
      events.flatMap((event) => (event.type === "played" ? [event.id] : []));
    expect(ids.length).toBeGreaterThan(0);
    expect(played(await eventsOf(on))).toEqual(ids);
    const again = prepared(endpointTarget(), { only: ["example"] });
    async function* slowly(): AsyncGenerator<Planned> {
      for (const planned of again.cases()) yield planned;
    }
    expect(played(await eventsOf(again, { cases: slowly() }))).toEqual(ids);
  });

  it.each([
    [1, 2],
    [2, 0],
  ])("leave time to clean up between two cases, of %d in flight: %d times", async (inFlight, times) => {
    const on = prepared(endpointTarget(), { inFlight });
    const removeEarly = vi.spyOn(on.cleanup, "removeEarly");
    await eventsOf(on, { cases: firstOf(on, 2) });
    expect(removeEarly).toHaveBeenCalledTimes(times);
  });

  it("tell every violation as found, and what simpler body shows it", async () => {
    const renamed = () =>
      spoilt((answer) => ({ ...answer, text: answer.text.replaceAll('"name"', '"nom"') }));
    const on = prepared(renamed());
    const events = await eventsOf(on, { cases: firstOf(on) });
    const found = events.filter((event) => event.type === "found");
    const violations = events.flatMap((event) =>
      event.type === "judged" ? event.judgements.flatMap((judgement) => judgement.violations ?? []) : [],
    );
    expect(found.length).toBeGreaterThan(0);
    expect(found).toHaveLength(violations.length);
    expect(typesOf(events)).toContain("shrunk");
    expect(typesOf(await eventsOf(prepared(renamed()), { shrinks: false }))).not.toContain("shrunk");
  });

  it("come to the same result whoever gathers them", async () => {
    const on = prepared(spoilt((answer) => ({ ...answer, text: answer.text.replaceAll('"name"', '"nom"') })));
    const first = new RunResult(on);
    const second = new RunResult(on);
    for await (const event of run(on, { cases: firstOf(on) }))
      for (const result of [first, second]) result.add(event);
    expect(first.verdict).toBe("fail");
    expect(first.findings.some(({ shrunk }) => shrunk !== undefined)).toBe(true);
    expect(second.findings).toEqual(first.findings);
    expect(second.statistics).toEqual(first.statistics);
    expect(second.coverage.report()).toEqual(first.coverage.report());
  });
});

describe("a run cleans up", () => {
  it("where nobody reads on", async () => {
    const target = endpointTarget();
    for await (const event of run(prepared(target))) if (event.type === "exchanged") break;
    expect(target.requests.filter(isCreation)).toHaveLength(1);
    expect(target.stored()).toBe(0);
  });

  it("where nobody reads on while several cases are under way", async () => {
    const target = endpointTarget();
    for await (const event of run(prepared(target, { inFlight: 4 }))) if (event.type === "exchanged") break;
    expect(target.requests.filter(isCreation).length).toBeLessThanOrEqual(4);
    expect(target.stored()).toBe(0);
  });

  it.each([1, 3])("where a plan throws, with %i in flight, and the others stop", async (inFlight) => {
    const target = endpointTarget();
    const on = prepared(target, { inFlight });
    function* broken(): Iterable<Planned> {
      yield* firstOf(on, 3);
      throw new Error("planted");
    }
    await expect(eventsOf(on, { cases: broken() })).rejects.toThrow("planted");
    expect(target.requests.filter(isCreation)).toHaveLength(3);
    expect(target.stored()).toBe(0);
  });

  it("where it is stopped, and says so", async () => {
    const target = endpointTarget();
    const stop = new AbortController();
    const events: RunEvent[] = [];
    for await (const event of run(prepared(target, { signal: stop.signal }))) {
      events.push(event);
      if (event.type === "played") stop.abort();
    }
    expect(events.filter(({ type }) => type === "played")).toHaveLength(1);
    expect(ended(events)).toMatchObject({ reason: "stopped before the plan was through", sent: 5 });
    expect(target.stored()).toBe(0);
  });
});

describe("what a list shows beside what answers told", () => {
  const twice = (target: EndpointTarget): EndpointTarget => {
    target.spoil = (request, answer) => {
      if (isCreation(request) && answer.status === 200) target.make(JSON.parse(request.body ?? ""));
      return answer;
    };
    return target;
  };

  it("is judged again at the end of the run, by that check alone, before clean-up is told", async () => {
    const on = prepared(twice(endpointTarget()));
    const events = await eventsOf(on, { cases: firstOf(on, 1) });
    const each = ["planned", "exchanged", "judged", "played"];
    expect(typesOf(events)).toEqual([...each, "judged", "found", "cleaned-up", "ended"]);
    const [first, again] = events.flatMap((event) => (event.type === "judged" ? [event] : []));
    expect([first?.isAgain, again?.isAgain]).toEqual([undefined, true]);
    expect(again?.case).toEqual({ ...first?.case, made: [expect.any(String), expect.any(String)] });
    expect(again?.answer).toBe(first?.answer);
    expect(again?.judgements.map(({ check }) => check)).toEqual(["made-once"]);
  });

  it("is nobody's fault on the run's own endpoint, where nothing is listed", async () => {
    const on = prepared({ ...twice(endpointTarget()), shrinksFree: true });
    const events = await eventsOf(on, { cases: firstOf(on, 1) });
    expect(events.filter((event) => event.type === "judged")).toHaveLength(1);
  });
});

describe("a run sends", () => {
  it.each([1, 4])("never more than it may, with %i in flight", async (inFlight) => {
    const target = endpointTarget();
    const result = await resultOf(...withEvents(prepared(target, { requests: 7, inFlight })));
    expect(result.requests.sent).toBe(7);
    expect(target.requests.filter(isCreation)).toHaveLength(7);
  });

  it("a tenth less of its plan once there is something to shrink", async () => {
    const target = spoilt((answer) => ({ ...answer, text: answer.text.replaceAll('"name"', '"nom"') }));
    const on = prepared(target, { requests: 30 });
    const events = await eventsOf(on, { shrinks: false });
    expect(ended(events)).toMatchObject({ sent: 27 });
  });
});

describe("an answer that may not be the endpoint's", () => {
  const PAGE: Answer = { status: 502, headers: {}, text: "<html>" };

  it("is told at the end, once it has been asked for again", async () => {
    const target = spoilt((answer, nth) => (nth === 2 ? PAGE : answer));
    const on = prepared(target);
    const events = await eventsOf(on, { cases: firstOf(on, 3) });
    const ids = (type: "played" | "judged") =>
      events.flatMap((event) =>
        event.type === "played" && type === "played" ? [event.id] : event.type === "judged" && type === "judged" ? [event.case.id] : [],
      );
    const [first = "", second = "", third = ""] = ids("played");
    expect(ids("judged")).toEqual([first, third, second]);
    expect(ended(events)).toMatchObject({ sent: 4, retried: 1 });
  }); // biome-ignore format: short

  it("ends the run where no other comes", async () => {
    const target = spoilt(() => PAGE);
    const events = await eventsOf(prepared(target));
    expect(ended(events)?.reason).toBe("a gateway answered 502 in place of the endpoint");
    expect(events.filter(({ type }) => type === "played")).toHaveLength(3);
    expect(typesOf(events)).not.toContain("judged");
  });

  it("is told of as a gateway's where the plan ends before the run gives up", async () => {
    const on = prepared(spoilt(() => PAGE));
    const events = await eventsOf(on, { cases: firstOf(on, 1) });
    expect(ended(events)?.reason).toBe("http://127.0.0.1:1 answered 502 from a gateway only");
  });

  it("is asked for again at once where its JSON is cut short", async () => {
    const target = spoilt((answer, nth) =>
      nth === 1 ? { ...answer, text: answer.text.slice(0, 20) } : answer,
    );
    const on = prepared(target);
    const events = await eventsOf(on, { cases: firstOf(on, 1) });
    expect(typesOf(events)).toEqual(["planned", "exchanged", "judged", "played", "cleaned-up", "ended"]);
    expect(ended(events)).toMatchObject({ sent: 2, retried: 1 });
    expect(target.stored()).toBe(0);
  });
});

describe("a refused token", () => {
  const REFUSED: Answer = {
    status: 401,
    headers: { "content-type": "application/json" },
    text: '{"statusCode":401}',
  };

  it("is no verdict where it is all there is", async () => {
    const target = endpointTarget();
    const { send } = target;
    target.send = async (request) => (isCreation(request) ? REFUSED : send(request));
    const on = prepared(target);
    const result = await resultOf(...withEvents(on, { cases: firstOf(on, 2) }));
    expect([result.verdict, result.statistics.judged, result.findings]).toEqual(["inconclusive", 0, []]);
    expect(result.reason).toContain("refuses the token with 401");
  });

  it("is judged at the end where others are accepted", async () => {
    const on = prepared(spoilt((answer, nth) => (nth === 1 ? REFUSED : answer)));
    const events = await eventsOf(on, { cases: firstOf(on, 2) });
    expect(typesOf(events).slice(0, 3)).toEqual(["planned", "exchanged", "played"]);
    const judged = events.filter((event) => event.type === "judged");
    expect(judged.filter(({ isAgain }) => !isAgain)).toHaveLength(2);
    // The endpoint has made it all the same.
    expect(judged.filter(({ isAgain }) => isAgain)).toHaveLength(1);
    expect(ended(events)?.reason).toBeUndefined();
  });
});

function withEvents(on: PreparedRun, input?: RunInput): [PreparedRun, AsyncIterable<RunEvent>] {
  return [on, run(on, input)];
}
