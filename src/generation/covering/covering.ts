import type { Location } from "../../contract/locations.ts";
import type { Schemas } from "../../contract/schema.ts";
import { randomOf, seedOf } from "../../core/seed.ts";
import type { BodySource } from "../base-instance.ts";
import { type CoveringArray, coveringArray } from "./array.ts";
import { type Model, modelOf } from "./factors.ts";
import { RuleSolver } from "./rule-solver.ts";
import { type TripleRows, tripleRows } from "./triples.ts";

/** The factors of a body and the rows that cover their pairs. */
export interface Covering {
  readonly model: Model;
  readonly array: CoveringArray;
  /** Rows for triples, made when they are asked for. */
  triples(): TripleRows;
}

const built = new WeakMap<BodySource, Map<number, Covering>>();

/** Built once for a source and a seed: the plan, the coverage and the kind below all read it. */
export function coveringOf(
  source: BodySource,
  locations: readonly Location[],
  schemas: Schemas,
  seed: number,
): Covering {
  const bySeed = built.get(source) ?? new Map<number, Covering>();
  built.set(source, bySeed);
  const known = bySeed.get(seed);
  if (known) return known;
  const model = modelOf(locations, schemas);
  const solver = new RuleSolver(model, source.rules);
  const array = coveringArray(model, solver, randomOf(seedOf(seed, "covering")));
  let triples: TripleRows | undefined;
  const made: Covering = {
    model,
    array,
    triples: () => {
      triples ??= tripleRows(model, solver, array, randomOf(seedOf(seed, "triples")));
      return triples;
    },
  };
  bySeed.set(seed, made);
  return made;
}
