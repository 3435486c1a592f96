import { describe, expect, it } from "vitest";
import type { Planned, Scenario } from "../../../src/cases/kind.ts";
import { caseIdentity } from "../../../src/http/case-origin.ts";
import type { Answer, Target } from "../../../src/http/exchange.ts";
import { type Answers, LOST, played, summary } from "./played.ts";
import { answer, draftOf, eventsOf, made, ofType, planned, tinyRun, tinyTarget, valid } from "./tiny-run.ts";

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

describe("a planned case", () => {
  const skipped = { ...caseIdentity("k", "s"), skipped: "because" };

  it("tells from plan to end what becomes of it", async () => {
    const target = tinyTarget();
    const on = tinyRun(target);
    const { events } = summary(await eventsOf(on, { cases: [skipped, ...planned(on, ...valid(1))] }));
    expect(events.map(({ type }) => type).filter((type) => type !== "found")).toEqual([
      ...["planned", "skipped", "played"],
      ...["planned", "exchanged", "judged", "played"],
      ...["cleaned-up", "ended"],
    ]);
    expect(events[1]).toEqual({ type: "skipped", ...caseIdentity("k", "s"), reason: "because" });
    expect(ofType(events, "planned").map(({ id }) => id)).toEqual(["k/s", "example/v0"]);
    expect(ofType(events, "exchanged")[0]).toMatchObject({
      exchange: { case: { id: "example/v0" }, answer: { status: 200 } },
      sent: 1,
    });
  });

  it("without a draft, as a recorded one, is played and not shrunk", async () => {
    const on = tinyRun(tinyTarget(() => answer(200, { invoice: { id: "1" } })));
    const [first] = planned(on, ...valid(1));
    const cases = first && "case" in first ? [{ case: first.case }] : [];
    const { judged, events } = summary(await eventsOf(on, { cases }));
    expect([judged, ofType(events, "shrunk")]).toEqual([["v0 200"], []]);
    expect(ofType(events, "found").length).toBeGreaterThan(0);
  });
});

describe("a request about a resource", () => {
  const read = draftOf("r", { method: "GET", target: () => "/invoices/1" });
  const resource = { step: "read", exists: true, created: { id: "1" } } as const;
  const late: Answers = (_, nth) => answer(nth === 1 ? 404 : 200, { invoice: { id: "1" } });

  async function asked(answers: Answers, target: Partial<Target> = {}, requests = 100) {
    const on = tinyRun(tinyTarget(answers, target), { requests });
    const [first] = planned(on, read);
    const cases = first && "case" in first ? [{ case: { ...first.case, resource } }] : [];
    const told = summary(await eventsOf(on, { cases }));
    return { ...told, delays: ofType(told.events, "judged").map(({ case: one }) => one.resource?.delayMs) };
  }

  it("that is answered as it should be only later is judged with its delay", async () => {
    const { judged, delays, sent } = await asked(late);
    expect([judged, sent]).toEqual([["r 200"], [2, 1]]);
    expect(delays[0]).toBeGreaterThan(0);
  });

  it.each<[string, Partial<Target>, number]>([
    ["a recording", { recorded: [] }, 100],
    ["the embedded endpoint", { shrinksFree: true }, 100],
    ["a run without a request left", {}, 1],
  ])("is judged as it came in %s", async (_, target, requests) => {
    const { judged, delays, sent } = await asked(late, target, requests);
    expect([judged, delays, sent]).toEqual([["r 404"], [undefined], [1, 0]]);
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
