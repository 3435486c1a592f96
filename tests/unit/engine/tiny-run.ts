import type { Draft, Planned } from "../../../src/cases/kind.ts";
import type { Contract, RequestArbitrary } from "../../../src/contract/contract.ts";
import { isObject, type Json } from "../../../src/core/json.ts";
import type { RunEvent } from "../../../src/engine/events.ts";
import { type PreparedRun, prepare, type RunOptions } from "../../../src/engine/prepare.ts";
import { type RunInput, run } from "../../../src/engine/run.ts";
import type { Deviation } from "../../../src/findings/deviations.ts";
import type { Answer, Target, TransportFailure, WireRequest } from "../../../src/http/exchange.ts";
import { instantClock } from "../../fixtures/instant-clock.ts";
import { exampleInvoice, tinyContract } from "../../fixtures/tiny-contract.ts";

const REQUIRED = ["customerId", "number"];

/**
 * Makes what is required, and a day where one is asked for; shrinks an object by each of its other properties, the first one
 * first.
 */
const dropping = {
  generator: {
    make: () => ({ customerId: "c", number: "n" }),
    at: (key: string) => (key === "paidOn" ? { make: () => "2000-01-01", shrink: () => [] } : undefined),
    requires: (key: string) => REQUIRED.includes(key),
    *shrink(value: Json): Iterable<Json> {
      if (isObject(value))
        for (const dropped of Object.keys(value).filter((name) => !REQUIRED.includes(name)))
          yield Object.fromEntries(Object.entries(value).filter(([name]) => name !== dropped)) as Json;
    },
  },
} as unknown as RequestArbitrary;

/** The tiny contract with what a run needs besides: one way to shrink a body. */
export const runnable: Contract = { ...tinyContract, arbitraries: { "create-invoice": dropping } };

type Result = Answer | TransportFailure;

/** A target in this process; `asked` holds all that it was sent. */
export interface TinyTarget extends Target {
  readonly asked: WireRequest[];
}

export const answer = (status: number, body: unknown): Answer => ({
  status,
  headers: { "content-type": "application/json" },
  text: typeof body === "string" ? body : JSON.stringify(body),
});

/** What a conforming endpoint answers to a creation. */
export const made = ({ body = "{}" }: WireRequest, id: number | string): Answer =>
  answer(200, { invoice: { id: String(id), ...(JSON.parse(body) as object) } });

/** A target that answers the nth request, from 1, by a function; a conforming endpoint unless one is given. */
export function tinyTarget(
  answers: (request: WireRequest, nth: number) => Result = made,
  more: Partial<Target> = {},
): TinyTarget {
  const asked: WireRequest[] = [];
  return {
    name: "http://tiny",
    url: "http://tiny",
    loopback: true,
    stores: false,
    token: "token-of-the-run",
    asked,
    send: async (request) => answers(request, asked.push(request)),
    close: async () => {},
    ...more,
  };
}

/** A run on a target, with 100 requests and a seed unless others are given. */
export const tinyRun = (target: Target, more: Partial<RunOptions> = {}): PreparedRun =>
  prepare({
    contract: runnable,
    target,
    operation: "create-invoice",
    seed: 1,
    requests: 100,
    only: ["example"],
    account: { tag: "t1", bindings: {} },
    userAgent: "test/1",
    clock: instantClock(),
    ...more,
  });

export const draftOf = (name: string, more: Partial<Draft> = {}): Draft => ({
  name,
  expect: "accept",
  body: exampleInvoice,
  priority: 1,
  ...more,
});

/** Drafts as planned cases of a run. */
export const planned = (on: PreparedRun, ...drafts: readonly Draft[]): Planned[] =>
  drafts.map((draft) => on.bind("example", draft));

/** So many drafts that are to be accepted. */
export const valid = (count: number): Draft[] => Array.from({ length: count }, (_, n) => draftOf(`v${n}`));

/** A known difference that does not expire. */
export const known = (covers: string): Deviation => ({
  covers,
  reason: "known",
  evidence: "seen",
  expires: "2999-12-31",
});

export async function eventsOf(on: PreparedRun, input?: RunInput): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  for await (const event of run(on, input)) events.push(event);
  return events;
}

/** The events of some type. */
export const ofType = <Type extends RunEvent["type"]>(
  events: readonly RunEvent[],
  type: Type,
): Extract<RunEvent, { type: Type }>[] =>
  events.filter((event): event is Extract<RunEvent, { type: Type }> => event.type === type);
