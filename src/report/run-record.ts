import type { RunEvent } from "../engine/events.ts";
import type { PreparedRun } from "../engine/prepare.ts";
import { RunResult } from "../engine/run-result.ts";
import type { LineOf } from "./document-lines.ts";
import { FieldRecords } from "./field-records.ts";
import { type Report, reportOf } from "./report.ts";
import { Timeline } from "./timeline.ts";
import { WorkingBodies } from "./working-bodies.ts";

/** Surroundings of a run that its events do not tell of. */
export interface Surroundings {
  /** The lines of the project's documents. */
  readonly lineOf?: LineOf;
  /** The time in milliseconds, by a clock that never jumps; the process's own unless given. */
  readonly now?: () => number;
  /** The beginning of the run, by that clock. */
  readonly started?: number;
}

/** All consumers of a run's events that a report is made of; none knows of another. */
export class RunRecord {
  readonly result: RunResult;
  readonly #fields: FieldRecords;
  readonly #timeline: Timeline;
  readonly #bodies: WorkingBodies;
  readonly #surroundings: Required<Pick<Surroundings, "now" | "started">> & Pick<Surroundings, "lineOf">;

  constructor(prepared: PreparedRun, surroundings: Surroundings = {}) {
    const { now = () => performance.now(), started = now() } = surroundings;
    this.result = new RunResult(prepared);
    this.#fields = new FieldRecords(prepared.context.underTest);
    this.#timeline = new Timeline(prepared.options.contract.rateLimit, now);
    this.#bodies = new WorkingBodies(prepared.options.account.tag);
    this.#surroundings = { ...surroundings, now, started };
  }

  /** Takes in the next event. */
  add(event: RunEvent): void {
    for (const consumer of [this.result, this.#fields, this.#timeline, this.#bodies]) consumer.add(event);
  }

  /** All that is known by now, as data. */
  report(): Report {
    const { now, started, lineOf } = this.#surroundings;
    const pairs = this.result.coverage.pairMap();
    return reportOf(this.result, now() - started, {
      fields: this.#fields.report(),
      ...(pairs === undefined ? {} : { pairs }),
      timeline: this.#timeline.report(),
      fieldOf: ({ violation }) => this.#fields.nameOf(violation),
      nearestOf: ({ case: { body } }) => (body === undefined ? undefined : this.#bodies.nearest(body)),
      ...(lineOf === undefined ? {} : { lineOf }),
    });
  }
}
