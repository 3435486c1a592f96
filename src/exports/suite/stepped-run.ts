import type { Planned } from "../../cases/kind.ts";
import { Channel } from "../../engine/channel.ts";
import type { EndedEvent, RunEvent } from "../../engine/events.ts";
import type { PreparedRun } from "../../engine/prepare.ts";
import { run } from "../../engine/run.ts";
import { RunResult } from "../../engine/run-result.ts";

/** A run that is given its cases one by one, so that only those of the chosen tests are sent. */
export class SteppedRun {
  readonly result: RunResult;
  readonly #queue = new Channel<Planned>();
  readonly #reading: Promise<void>;
  #events: RunEvent[] = [];
  #ended: EndedEvent | undefined;

  constructor(prepared: PreparedRun) {
    this.result = new RunResult(prepared);
    this.#reading = this.#read(run(prepared, { cases: this.#queue, shrinks: false }));
    // Whoever waits for a case or for the end is told.
    this.#reading.catch(() => {});
  }

  async #read(events: AsyncIterable<RunEvent>): Promise<void> {
    for await (const event of events) {
      this.result.add(event);
      this.#events.push(event);
      if (event.type === "ended") this.#ended = event;
    }
  }

  /** Sends a case. @returns its events, `played` last; without it where the run ended before */
  async play(planned: Planned): Promise<readonly RunEvent[]> {
    this.#events = [];
    // The run asks for the next case once all of this one is told; or it ends, and never asks again.
    await Promise.race([this.#queue.push([planned]), this.#reading]);
    return this.#events.slice(0, this.#events.findIndex(({ type }) => type === "played") + 1);
  }

  /** Why the run takes no more cases; undefined while it does. */
  get over(): string | undefined {
    return this.#ended && (this.#ended.reason ?? "the budget of requests is spent");
  }

  /** Settles what was held back and cleans up. */
  async end(): Promise<void> {
    this.#queue.close();
    await this.#reading;
  }
}
