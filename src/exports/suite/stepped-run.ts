import type { Planned } from "../../cases/kind.ts";
import type { RunEvent } from "../../engine/events.ts";
import type { PreparedRun } from "../../engine/prepare.ts";
import { run } from "../../engine/run.ts";
import { caseId } from "../../http/case-origin.ts";
import { RunRecord, type Surroundings } from "../../report/run-record.ts";

/** The events of a planned case; those of cases that were sent in its place or after it count as its own. */
export type CaseEvents = readonly RunEvent[];

/** A run whose cases are sent one after the other, each of which can be waited for. */
export class SteppedRun {
  readonly record: RunRecord;
  readonly #prepared: PreparedRun;
  readonly #events = new Map<string, RunEvent[]>();
  readonly #played = new Set<string>();
  #ended: Promise<void> | undefined;
  #isStopped = false;
  #over: string | undefined;
  #wake: (() => void)[] = [];

  constructor(prepared: PreparedRun, surroundings: Surroundings) {
    this.#prepared = prepared;
    this.record = new RunRecord(prepared, surroundings);
  }

  /** Begins to send cases, unless it has begun. */
  begin(cases: readonly Planned[]): void {
    this.#ended ??= this.#read(cases);
    // Whoever waits for a case or for the end is told.
    this.#ended.catch(() => {});
  }

  /** The events of a case once it is played; those that there are, where the run ends before. */
  async played(id: string): Promise<CaseEvents> {
    const isOver = this.#ended?.then(() => true);
    while (!this.#played.has(id)) {
      const next = new Promise<void>((resolve) => this.#wake.push(resolve));
      if (await Promise.race([next, isOver])) break;
    }
    return this.#events.get(id) ?? [];
  }

  /** The events of each case that was played, in that order. */
  get events(): ReadonlyMap<string, CaseEvents> {
    return this.#events;
  }

  /** Why the run took no more cases; undefined where its requests are spent. */
  get over(): string | undefined {
    return this.#over;
  }

  /** Waits until all cases are sent, what was held back is settled, and what was made is deleted. */
  async through(): Promise<void> {
    await this.#ended;
  }

  /** Sends nothing more, and cleans up. */
  async end(): Promise<void> {
    this.#isStopped = true;
    await this.#ended;
  }

  async #read(cases: readonly Planned[]): Promise<void> {
    let id: string | undefined;
    for await (const event of run(this.#prepared, { cases: this.#unlessStopped(cases) })) {
      this.record.add(event);
      if (event.type === "planned") id = caseId({ kind: event.origin.kind, name: event.origin.name });
      if (event.type === "ended") this.#over = event.reason;
      if (id === undefined) continue;
      const known = this.#events.get(id) ?? [];
      this.#events.set(id, known);
      known.push(event);
      if (event.type !== "played") continue;
      this.#played.add(id);
      id = undefined;
      for (const wake of this.#wake.splice(0)) wake();
    }
  }

  *#unlessStopped(cases: readonly Planned[]): Generator<Planned> {
    for (const planned of cases) {
      if (this.#isStopped) return;
      yield planned;
    }
  }
}
