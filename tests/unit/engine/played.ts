import type { Draft } from "../../../src/cases/kind.ts";
import type { RunEvent } from "../../../src/engine/events.ts";
import type { Answer, Target, TransportFailure, WireRequest } from "../../../src/http/exchange.ts";
import { answer, eventsOf, ofType, planned, tinyRun, tinyTarget } from "./tiny-run.ts";

export type Answers = (request: WireRequest, nth: number) => Answer | TransportFailure;

export const PAGE: Answer = { status: 502, headers: {}, text: "<html>" };
export const LOST: TransportFailure = { reason: "reset", message: "the connection was reset" };
export const REFUSED = answer(401, { reason: "no token" });

/** Plays drafts, and tells what was judged by name and status, what was not answered, and the end. */
export async function played(
  answers: Answers,
  drafts: readonly Draft[],
  more: Partial<Target> = {},
  requests = 100,
) {
  const target = tinyTarget(answers, more);
  const on = tinyRun(target, { requests });
  return { ...summary(await eventsOf(on, { cases: planned(on, ...drafts), shrinks: false })), on, target };
}

/** What a reader of the events looks at first. */
export const summary = (events: readonly RunEvent[]) => {
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
