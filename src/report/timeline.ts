import type { RateLimit } from "../contract/contract.ts";
import type { RunEvent } from "../engine/events.ts";

/** The requests of one stretch of a run. */
export interface Stretch {
  /** Number of answers with 2xx or 3xx, with 4xx, and with 5xx. */
  accepted: number;
  refused: number;
  crashed: number;
  /** Number of requests that brought no answer of the endpoint's. */
  unanswered: number;
  /** Number of requests that were sent again. */
  repeated: number;
  /** The least number of requests that the account had left, as answers stated. */
  remaining?: number;
}

/** The requests of a run over time, in stretches of the same length. */
export interface TimelineReport {
  readonly everyMs: number;
  readonly stretches: readonly Stretch[];
  /** The number of requests that the account may send in `milliseconds`, as the docs say. */
  readonly limit?: { readonly requests: number; readonly milliseconds: number };
}

/** Number of stretches at most: a long run has longer ones. */
const MOST = 128;
const FIRST_MS = 25;

const EMPTY: Stretch = { accepted: 0, refused: 0, crashed: 0, unanswered: 0, repeated: 0 };

/** Counts a run's requests over time, by its events as they arrive. */
export class Timeline {
  readonly #limit: RateLimit | undefined;
  readonly #now: () => number;
  readonly #started: number;
  #everyMs = FIRST_MS;
  #stretches: Stretch[] = [];
  #sent = 0;

  /** @param now the time in milliseconds, by a clock that never jumps */
  constructor(limit: RateLimit | undefined, now: () => number) {
    this.#limit = limit;
    this.#now = now;
    this.#started = now();
  }

  add(event: RunEvent): void {
    if (event.type !== "exchanged") return;
    const stretch = this.#current();
    const { answer, failure } = event.exchange;
    stretch[answer === undefined ? "unanswered" : outcomeOf(answer.status)] += 1;
    stretch.repeated += Math.max(0, event.sent - this.#sent - 1);
    this.#sent = Math.max(this.#sent, event.sent);
    const stated = (answer ?? failure?.answer)?.headers[this.#limit?.headers.remaining ?? ""];
    if (stated !== undefined && /^\d{1,9}$/.test(stated))
      stretch.remaining = Math.min(stretch.remaining ?? Number(stated), Number(stated));
  }

  report(): TimelineReport {
    const { requests, milliseconds } = this.#limit ?? {};
    return {
      everyMs: this.#everyMs,
      stretches: this.#stretches,
      ...(requests === undefined || milliseconds === undefined ? {} : { limit: { requests, milliseconds } }),
    };
  }

  #current(): Stretch {
    const passed = this.#now() - this.#started;
    while (passed / this.#everyMs >= MOST) this.#halve();
    const index = Math.floor(passed / this.#everyMs);
    while (this.#stretches.length <= index) this.#stretches.push({ ...EMPTY });
    return this.#stretches[index] ?? { ...EMPTY };
  }

  /** Makes one stretch of every two. */
  #halve(): void {
    this.#everyMs *= 2;
    this.#stretches = halved(this.#stretches);
  }
}

const outcomeOf = (status: number): "accepted" | "refused" | "crashed" =>
  status < 400 ? "accepted" : status < 500 ? "refused" : "crashed";

/** One stretch of every two. */
export const halved = (stretches: readonly Stretch[]): Stretch[] =>
  Array.from({ length: Math.ceil(stretches.length / 2) }, (_, index) =>
    joined(stretches[index * 2] ?? EMPTY, stretches[index * 2 + 1] ?? EMPTY),
  );

/** The requests of two stretches. */
export function joined(a: Stretch, b: Stretch): Stretch {
  const remaining = [a.remaining, b.remaining].filter((left) => left !== undefined);
  return {
    accepted: a.accepted + b.accepted,
    refused: a.refused + b.refused,
    crashed: a.crashed + b.crashed,
    unanswered: a.unanswered + b.unanswered,
    repeated: a.repeated + b.repeated,
    ...(remaining.length > 0 ? { remaining: Math.min(...remaining) } : {}),
  };
}
