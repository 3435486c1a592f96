import type { Rule } from "../../contract/contract.ts";
import type { Location } from "../../contract/locations.ts";
import type { Schemas } from "../../contract/schema.ts";
import { randomOf, seedOf } from "../../core/seed.ts";
import type { Work } from "../../core/slices.ts";
import { type CoveringArray, coveringArray } from "./array.ts";
import { type Model, modelOf } from "./factors.ts";
import { LazyRows } from "./lazy-rows.ts";
import { RuleSolver } from "./rule-solver.ts";
import { tripleRows } from "./triples.ts";

/** The locations of a schema as factors, and the rows that cover their pairs. */
export class Covering {
  readonly model: Model;
  readonly array: CoveringArray;
  /** The rows that triples take after those of the pairs. */
  readonly triples: LazyRows;

  private constructor(model: Model, solver: RuleSolver, seed: number, array: CoveringArray) {
    this.model = model;
    this.array = array;
    this.triples = new LazyRows(tripleRows(model, solver, array, randomOf(seedOf(seed, "triples"))));
  }

  static *of(
    locations: readonly Location[],
    schemas: Schemas,
    rules: readonly Rule[],
    seed: number,
  ): Work<Covering> {
    const model = modelOf(locations, schemas);
    const solver = new RuleSolver(model, rules);
    const array = yield* coveringArray(model, solver, randomOf(seedOf(seed, "covering")));
    return new Covering(model, solver, seed, array);
  }
}
