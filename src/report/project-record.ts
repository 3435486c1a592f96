import type { PreparedRun } from "../engine/prepare.ts";
import type { EventOf } from "../engine/together.ts";
import { togetherReport } from "./merge/operations.ts";
import type { Report } from "./report.ts";
import { RunRecord, type Surroundings } from "./run-record.ts";

/** The records of all operations of one run, each of the events of its own part. */
export class ProjectRecord {
  readonly #records: ReadonlyMap<PreparedRun, RunRecord>;

  constructor(runs: readonly PreparedRun[], surroundings: Surroundings = {}) {
    const now = surroundings.now ?? (() => performance.now());
    const shared = { ...surroundings, now, started: surroundings.started ?? now() };
    this.#records = new Map(runs.map((run) => [run, new RunRecord(run, shared)]));
  }

  /** Takes in the next event. */
  add({ run, event }: EventOf): void {
    this.#records.get(run)?.add(event);
  }

  /** All that is known by now, as data. */
  report(): Report {
    return togetherReport([...this.#records.values()].map((record) => record.report()));
  }
}
