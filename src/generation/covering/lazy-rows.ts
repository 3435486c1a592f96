import { type WithPauses, withoutPauses } from "../../core/slices.ts";
import type { Rows } from "./factors.ts";

/** A row of a covering array. */
export interface CoveringRow {
  readonly levels: Rows;
  /** Number of pairs that it is the first to hold. */
  readonly closes: number;
}

/** Rows that are made when they are first read, each once: a run of few requests needs few of them. */
export class LazyRows {
  readonly #made: CoveringRow[] = [];
  readonly #making: Iterator<CoveringRow | undefined, void>;

  constructor(making: Iterator<CoveringRow | undefined, void>) {
    this.#making = making;
  }

  /** All rows in their order, with the pauses of those that are not made yet. */
  *inSteps(): WithPauses<CoveringRow> {
    for (let index = 0; ; index++) {
      while (this.#made.length === index) {
        const { done, value } = this.#making.next();
        if (done) return;
        if (value === undefined) yield;
        else this.#made.push(value);
      }
      yield this.#made[index];
    }
  }

  get all(): readonly CoveringRow[] {
    return [...withoutPauses(this.inSteps())];
  }
}
