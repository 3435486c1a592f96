import type { Rule } from "../../contract/contract.ts";
import type { Location } from "../../contract/locations.ts";
import type { Schemas } from "../../contract/schema.ts";
import { randomOf, seedOf } from "../../core/seed.ts";
import { type CoveringArray, coveringArray } from "./array.ts";
import { type Model, modelOf } from "./factors.ts";
import { RuleSolver } from "./rule-solver.ts";
import { type TripleRows, tripleRows } from "./triples.ts";

/** The locations of a schema as factors, and the rows that cover their pairs. */
export class Covering {
  readonly model: Model;
  readonly array: CoveringArray;
  readonly #solver: RuleSolver;
  readonly #seed: number;
  #triples: TripleRows | undefined;

  constructor(locations: readonly Location[], schemas: Schemas, rules: readonly Rule[], seed: number) {
    this.model = modelOf(locations, schemas);
    this.#solver = new RuleSolver(this.model, rules);
    this.#seed = seed;
    this.array = coveringArray(this.model, this.#solver, randomOf(seedOf(seed, "covering")));
  }

  /** Rows for triples, made when they are asked for. */
  triples(): TripleRows {
    const random = randomOf(seedOf(this.#seed, "triples"));
    this.#triples ??= tripleRows(this.model, this.#solver, this.array, random);
    return this.#triples;
  }
}
