import type { Plant } from "./plant.ts";

/** A way in which an endpoint breaks its docs, and how the suite must tell of it. */
export interface Fault {
  readonly name: string;
  readonly class: string;
  /** The id of the check that must tell it. */
  readonly check: string;
  /** What the finding's title must say, so that it describes the fault. */
  readonly title: RegExp;
  readonly plant: Plant | (() => Plant);
  /** Violations that one fault shows in beside the one named: one a place, where it is in several. */
  readonly others?: number | "any";
}

/** A row of a table: name, check, title, plant, and how many violations more. */
export type Row = readonly [string, string, RegExp, Fault["plant"], (number | "any")?];

export const faultsOf = (kind: string, rows: readonly Row[]): Fault[] =>
  rows.map(([name, check, title, plant, others = 0]) => ({ name, class: kind, check, title, plant, others }));
