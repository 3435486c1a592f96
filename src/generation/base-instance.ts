import type { Rule, Schema } from "../contract/contract.ts";
import { type InstanceGenerator, simplestOf } from "../contract/instance-generator.ts";
import type { Json } from "../core/json.ts";
import { randomOf } from "../core/seed.ts";
import { repair } from "./repair/repair.ts";

/** The means to search for instances. */
export interface InstanceSource {
  readonly generator: InstanceGenerator;
  readonly rules: readonly Rule[];
  /** True if a value is valid by the schema. */
  readonly accepts: (value: Json) => boolean;
}

/** From how many instances searches start where alternatives leave several that are simplest. */
const STARTS = 16;

/** Number of full random instances that are tried where the simplest one leads nowhere. */
const TRIES = 6;

/** Number of instances tried where there is another way, which is found at once as a rule. */
const FEW_TRIES = 2;

/** Number of instances that one search may look at. */
const STEPS = 120;

/** Finds valid instances of one schema, as small as can be, by repairing the simplest one. */
export class BaseInstances {
  readonly #source: InstanceSource;
  readonly #starts = new Map<number, Json>();

  constructor(source: InstanceSource) {
    this.#source = source;
  }

  /** @returns an instance that meets the conditions and keeps every rule; undefined where none was found: they contradict each other */
  find(conditions: readonly Schema[], seed: number): Json | undefined {
    return this.#search([...conditions, ...this.#source.rules.map(({ keeps }) => keeps)], seed);
  }

  /**
   * An instance that meets the condition and breaks no rule but the one named; the others are kept where that can be, else
   * at least not broken for certain.
   */
  breaking(broken: Rule, condition: Schema, seed: number): Json | undefined {
    const others = this.#source.rules.filter(({ id }) => id !== broken.id);
    const kept = this.#search([condition, ...others.map(({ keeps }) => keeps)], seed, FEW_TRIES);
    return kept ?? this.#search([condition, ...others.map(({ breaks }): Schema => ({ not: breaks }))], seed);
  }

  #search(conditions: readonly Schema[], seed: number, most = TRIES): Json | undefined {
    const { generator, accepts } = this.#source;
    const random = randomOf(seed);
    let start = this.#start(seed);
    for (let tries = 0; tries < most; tries++) {
      const found = repair(start, conditions, generator, random, accepts, STEPS);
      if (found !== undefined) return found;
      start = generator.make(random);
    }
    return undefined;
  }

  #start(seed: number): Json {
    const which = Math.abs(seed % STARTS);
    const start = this.#starts.get(which) ?? simplest(this.#source.generator, which);
    this.#starts.set(which, start);
    return start;
  }
}

/** The simplest value that shrinking comes to from one that a seed makes. */
export const simplest = (generator: InstanceGenerator, seed: number): Json =>
  simplestOf(generator, generator.make(randomOf(seed)));
