import { Arbitrary, type Random, Stream, Value } from "fast-check";
import type { Json, Rule } from "../contract.ts";
import { compiled } from "../rules/compiled.ts";
import { satisfy } from "../rules/satisfy.ts";
import type { Generator } from "./generator.ts";

/** How often a fresh body is tried where the one at hand cannot be mended or is of two alternatives at once. */
const TRIES = 200;

/** Request bodies that are valid by the schema and keep every rule; shrinks without context, so any valid body does. */
export class BodyArbitrary<T> extends Arbitrary<T> {
  readonly generator: Generator<T>;
  readonly #conditions: readonly Rule["keeps"][];
  readonly #keeps: readonly ((body: Json) => boolean)[];
  readonly #accepts: (body: unknown) => boolean;

  constructor(generator: Generator<T>, rules: readonly Rule[], accepts: (body: unknown) => boolean) {
    super();
    this.generator = generator;
    this.#accepts = accepts;
    this.#conditions = rules.map((rule) => rule.keeps);
    this.#keeps = this.#conditions.map(compiled);
  }

  override generate(random: Random): Value<T> {
    for (let tries = 0; tries < TRIES; tries++) {
      const made = this.generator.make(random) as Json;
      if (this.#keepsRules(made) && this.#accepts(made)) return new Value(made as T, undefined);
      const kept = satisfy(made, this.#conditions, this.generator as Generator, random, this.#accepts);
      if (kept !== undefined) return new Value(kept as T, undefined);
    }
    throw new RangeError("the rules leave no body that code can find: they contradict each other");
  }

  override canShrinkWithoutContext(value: unknown): value is T {
    return this.#keepsRules(value as Json);
  }

  override shrink(value: T): Stream<Value<T>> {
    return new Stream(this.#simpler(value));
  }

  *#simpler(value: T): IterableIterator<Value<T>> {
    for (const simpler of this.generator.shrink(value)) {
      if (this.#keepsRules(simpler as Json) && this.#accepts(simpler)) yield new Value(simpler, undefined);
    }
  }

  #keepsRules(body: Json): boolean {
    return this.#keeps.every((keeps) => keeps(body));
  }
}

/** `accepts` is asked where the generator alone does not ensure validity: alternatives may overlap. */
export const body = <T>(
  generator: Generator<T>,
  rules: readonly Rule[],
  accepts: (body: unknown) => boolean = () => true,
): BodyArbitrary<T> => new BodyArbitrary(generator, rules, accepts);
