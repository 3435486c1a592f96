import { describe, expect, it } from "vitest";
import type { Violation } from "../../../src/checks/check.ts";
import type { RunEvent } from "../../../src/engine/events.ts";
import { RunStatistics } from "../../../src/engine/run-statistics.ts";
import { caseIdentity } from "../../../src/http/case-origin.ts";
import type { TransportFailure } from "../../../src/http/exchange.ts";
import { answered, caseNamed } from "./cases.ts";

const of = (severity: Violation["severity"]): Violation => ({ severity }) as Violation;
const skipped = (reason: string): RunEvent => ({ type: "skipped", ...caseIdentity("k", "s"), reason });
const failed = (reason: TransportFailure["reason"]): RunEvent => ({
  type: "exchanged",
  exchange: { case: caseNamed("f"), failure: { reason, message: `${reason}!` } },
  sent: 1,
});
const judged = (...violations: readonly (readonly Violation[] | undefined)[]): RunEvent => ({
  type: "judged",
  case: caseNamed("j"),
  answer: answered(200),
  judgements: violations.map((found, index) => ({
    check: `check-${index}`,
    ...(found === undefined ? {} : { violations: found }),
  })),
});

function statisticsOf(...events: readonly RunEvent[]): RunStatistics {
  const statistics = new RunStatistics();
  for (const event of events) statistics.add(event);
  return statistics;
}

const NONE = { sent: 0, passed: 0, failed: 0, skipped: 0, unanswered: 0 };

describe("the statistics of a run", () => {
  it("count what was not sent, each reason once", () => {
    const { cases, reasons, unanswered, judged: count } = statisticsOf(skipped("a"), skipped("b"), skipped("a"));
    expect(cases).toEqual({ k: { ...NONE, skipped: 3 } });
    expect([...reasons]).toEqual([["case k: a", 2], ["case k: b", 1]]);
    expect([unanswered, count]).toEqual([0, 0]);
  }); // biome-ignore format: short

  it("count what was not answered, by the kind of failure", () => {
    const { cases, reasons, transport, unanswered } = statisticsOf(failed("reset"), failed("reset"), failed("dns"));
    expect(cases).toEqual({ k: { ...NONE, unanswered: 3 } });
    expect(transport).toEqual({ reset: 2, dns: 1 });
    expect([...reasons]).toEqual([["case k: reset!", 2], ["case k: dns!", 1]]);
    expect(unanswered).toBe(3);
  }); // biome-ignore format: short

  it("count what the account may send no more as not sent", () => {
    const { cases, transport, unanswered, reasons } = statisticsOf(failed("exhausted"));
    expect(cases).toEqual({ k: { ...NONE, skipped: 1 } });
    expect([transport, unanswered, [...reasons]]).toEqual([{}, 0, [["case k: exhausted!", 1]]]);
  });

  it("count a case as failed by any violation, and each check by its own", () => {
    const events = [judged([of("violation")], [], undefined), judged([of("observation")], [], undefined)];
    const { cases, checks, judged: count } = statisticsOf(...events);
    expect(cases).toEqual({ k: { ...NONE, sent: 2, passed: 1, failed: 1 } });
    expect(checks).toEqual({
      "check-0": { passed: 1, failed: 1, skipped: 0 },
      "check-1": { passed: 2, failed: 0, skipped: 0 },
      "check-2": { passed: 0, failed: 0, skipped: 2 },
    });
    expect(count).toBe(2);
  });

  it("count nothing for an answer that is not judged, nor for what is planned and ends", () => {
    const { cases, checks } = statisticsOf(
      { type: "planned", ...caseIdentity("k", "p") },
      { type: "exchanged", exchange: { case: caseNamed("e"), answer: answered(200) }, sent: 1 },
      { type: "ended", sent: 1, retried: 0 },
    );
    expect([cases, checks]).toEqual([{}, {}]);
  });

  it("name operations that were asked and never answered", () => {
    const exchange = (operation: string, failure?: TransportFailure["reason"]): RunEvent => ({
      type: "exchanged",
      exchange: {
        case: caseNamed("c", { operation }),
        ...(failure ? { failure: { reason: failure, message: failure } } : { answer: answered(200) }),
      },
      sent: 1,
    });
    const statistics = statisticsOf(
      exchange("answered"),
      exchange("silent", "gateway"),
      exchange("both", "timeout"),
      exchange("both"),
      exchange("unsent", "exhausted"),
    );
    expect(statistics.silentOperations).toEqual([{ operation: "silent", reason: "gateway" }]);
    expect(statisticsOf().silentOperations).toEqual([]);
  });

  it("count a body that is too much to judge as no judgement, unless something else is wrong", () => {
    const unread = (severity: Violation["severity"]): RunEvent => ({
      ...(judged([of(severity)]) as Extract<RunEvent, { type: "judged" }>),
      answer: { ...answered(200), excess: ["bytes"] },
    });
    const { cases, judged: count, unanswered, reasons } = statisticsOf(unread("observation"), unread("violation"));
    expect(cases).toEqual({ k: { ...NONE, sent: 1, failed: 1, unanswered: 1 } });
    expect([count, unanswered, [...reasons.keys()]]).toEqual([1, 1, ["case k: its answer is too much to be judged"]]);
  }); // biome-ignore format: short

  it("keep so many reasons, and count all others as one", () => {
    const { reasons } = statisticsOf(...Array.from({ length: 104 }, (_, nth) => skipped(String(nth % 103))));
    expect(reasons.size).toBe(101);
    expect([reasons.get("case k: 0"), reasons.get("for other reasons")]).toEqual([2, 3]);
  });

  it("count a case that is judged again once, and as failed as soon as one judgement fails", () => {
    const again = (found: readonly Violation[]): RunEvent => ({ ...judged(found), isAgain: true }) as RunEvent;
    const [good, bad] = [[], [of("violation")]];
    const counts = (...events: RunEvent[]) => {
      const { cases, judged: count } = statisticsOf(...events);
      return [count, cases.k?.sent, cases.k?.passed, cases.k?.failed];
    };
    expect(counts(judged(good), again(good))).toEqual([1, 1, 1, 0]);
    expect(counts(judged(good), again(bad))).toEqual([1, 1, 0, 1]);
    expect(counts(judged(bad), again(bad))).toEqual([1, 1, 0, 1]);
    expect(counts(judged(bad), again(good))).toEqual([1, 1, 0, 1]);
  }); // biome-ignore format: short
});
