import type { Planned } from "../cases/kind.ts";
import type { WithPauses } from "../core/slices.ts";
import { requestsOf } from "./plan.ts";

/** One of several runs among which a plan is divided, each on a machine of its own. */
export interface Shard {
  /** Counts from 1. */
  readonly index: number;
  readonly of: number;
  /** Hard ceiling on the requests of all of them together. */
  readonly requests: number;
}

/** Hard ceiling on the requests of one shard; those of all shards add up to the ceiling of the whole. */
export const ceilingOf = ({ index, of, requests }: Shard): number =>
  Math.floor(requests / of) + (index <= requests % of ? 1 : 0);

/**
 * The planned cases that one shard sends: each case goes to the shard with most requests left, so that every shard, which makes
 * the same plan, knows the parts of all.
 * @param isEverybodys true for what each shard sends itself
 */
export function* ownPart(
  planned: WithPauses<Planned>,
  { index, of, requests }: Shard,
  isEverybodys: (planned: Planned) => boolean = () => false,
): Generator<Planned | undefined, void> {
  const left = Array.from({ length: of }, (_, at) => ceilingOf({ index: at + 1, of, requests }));
  for (const one of planned) {
    if (one === undefined) {
      yield;
      continue;
    }
    const needed = requestsOf(one);
    if (isEverybodys(one)) {
      for (const at of left.keys()) left[at] = (left[at] ?? 0) - needed;
      yield one;
      continue;
    }
    const most = left.indexOf(Math.max(...left));
    left[most] = (left[most] ?? 0) - needed;
    if (most + 1 === index) yield one;
    else yield;
  }
}
