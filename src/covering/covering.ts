import type { BodySource } from "../body/base.ts";
import type { Site } from "../body/sites.ts";
import { randomOf, seedOf } from "../random.ts";
import type { Schemas } from "../schema.ts";
import { type CoveringArray, coveringArray } from "./array.ts";
import { type Model, modelOf } from "./factors.ts";
import { RuleSolver } from "./rule-solver.ts";

/** The factors of a body and the rows that cover their pairs. */
export interface Covering {
  readonly model: Model;
  readonly array: CoveringArray;
}

const built = new WeakMap<BodySource, Map<number, Covering>>();

/** Built once for a source and a seed: the plan, the coverage and the kind below all read it. */
export function coveringOf(
  source: BodySource,
  sites: readonly Site[],
  schemas: Schemas,
  seed: number,
): Covering {
  const bySeed = built.get(source) ?? new Map<number, Covering>();
  built.set(source, bySeed);
  const known = bySeed.get(seed);
  if (known) return known;
  const model = modelOf(sites, schemas);
  const array = coveringArray(model, new RuleSolver(model, source.rules), randomOf(seedOf(seed, "covering")));
  bySeed.set(seed, { model, array });
  return { model, array };
}
