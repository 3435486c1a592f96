import type { Change } from "../contract/changes.ts";

/** The difference between a planned case and one that is sent in its place, because the endpoint refuses something in its body. */
export interface Adaptation {
  /** The number of the case among those that were sent in place of the planned one, from 1. */
  readonly nth: number;
  /** From the planned body to the one that is sent. */
  readonly changes: readonly Change[];
  /** The reasons that the endpoint gave for its refusals: status and words. */
  readonly refusals: readonly string[];
}
