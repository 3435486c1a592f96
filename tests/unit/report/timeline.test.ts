import { describe, expect, test } from "vitest";
import type { RunEvent } from "../../../src/engine/events.ts";
import { Timeline } from "../../../src/report/timeline.ts";
import { answer, caseOf } from "./events.ts";

const LIMIT = {
  requests: 25,
  milliseconds: 10_000,
  headers: { remaining: "x-left" },
};

function timelineOf(events: readonly (readonly [ms: number, status: number, sent: number, left?: string])[]) {
  let now = 1000;
  const timeline = new Timeline(LIMIT, () => now);
  for (const [ms, status, sent, left] of events) {
    now = 1000 + ms;
    const headers: { [name: string]: string } = left === undefined ? {} : { "x-left": left };
    const exchange =
      status === 0
        ? { case: caseOf(), failure: { reason: "timeout" as const, message: "too late" } }
        : { case: caseOf(), answer: answer(status, {}, headers) };
    timeline.add({ type: "exchanged", exchange, sent } satisfies RunEvent);
  }
  return timeline.report();
}

const sum = (stretches: readonly { accepted: number }[]): number =>
  stretches.reduce((total, { accepted }) => total + accepted, 0);

describe("the requests of a run over time", () => {
  test("are counted by what came of them, repeats apart", () => {
    const { stretches, limit } = timelineOf([
      [0, 200, 1],
      [1, 404, 2],
      [2, 503, 3],
      [3, 0, 6],
      [30, 201, 7],
    ]);
    expect(stretches).toEqual([
      { accepted: 1, refused: 1, crashed: 1, unanswered: 1, repeated: 2 },
      { accepted: 1, refused: 0, crashed: 0, unanswered: 0, repeated: 0 },
    ]);
    expect(limit).toEqual({ requests: 25, milliseconds: 10_000 });
  });

  test("tell the least that the account had left, and nothing of a header that is no number", () => {
    const { stretches } = timelineOf([
      [0, 200, 1, "9"],
      [1, 200, 2, "7"],
      [2, 200, 3, "8"],
      [3, 200, 4, "many"],
    ]);
    expect(stretches.map(({ remaining }) => remaining)).toEqual([7]);
  });

  test("of a long run are counted in longer stretches, none lost", () => {
    const events = Array.from({ length: 1000 }, (_, index) => [index * 1000, 200, index + 1] as const);
    const { everyMs, stretches } = timelineOf(events);
    expect(stretches.length).toBeLessThanOrEqual(128);
    expect(everyMs * stretches.length).toBeGreaterThanOrEqual(999_000);
    expect(sum(stretches)).toBe(1000);
  });
});
