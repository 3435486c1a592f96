import { Arbitrary, type Random, Stream, Value } from "fast-check";
import { compiled } from "../../contract/conditions/compiled.ts";
import { mentions } from "../../contract/conditions/parts.ts";
import type { Rule } from "../../contract/contract.ts";
import type { InstanceGenerator } from "../../contract/instance-generator.ts";
import type { Json, JsonObject } from "../../core/json.ts";
import { isObject, setOwn, tokensOf } from "../../core/json.ts";
import { randomOf, seedOf } from "../../core/seed.ts";
import { repair } from "../repair/repair.ts";

/** Number of fresh bodies that are tried where the one at hand cannot be repaired or is of two alternatives at once. */
const TRIES = 200;

/** Repairing a body costs ten times what making one does, so most take what rules speak of from bodies repaired before. */
const PARTS = 256;

/** One body in so many is repaired itself. */
const FRESH = 64;

/** Request bodies that are valid by the schema and keep every rule; shrinks without context, so any valid body does. */
export class BodyArbitrary<T> extends Arbitrary<T> {
  readonly generator: InstanceGenerator<T>;
  readonly #conditions: readonly Rule["keeps"][];
  readonly #keeps: readonly ((body: Json) => boolean)[];
  /** The properties of the body that rules speak of, at any depth. */
  readonly #ruled: ReadonlySet<string>;
  readonly #parts: JsonObject[] = [];
  readonly #accepts: (body: unknown) => boolean;

  constructor(generator: InstanceGenerator<T>, rules: readonly Rule[], accepts: (body: unknown) => boolean) {
    super();
    this.generator = generator;
    this.#accepts = accepts;
    this.#conditions = rules.map((rule) => rule.keeps);
    this.#keeps = this.#conditions.map(compiled);
    this.#ruled = new Set(
      this.#conditions.flatMap((condition) =>
        [...mentions(condition)].map((place) => tokensOf(place)[0] ?? ""),
      ),
    );
  }

  override generate(random: Random): Value<T> {
    const part = this.#ruled.size > 0 && random.nextInt(0, FRESH - 1) > 0 ? this.#part(random) : undefined;
    if (part !== undefined) {
      const made = this.generator.make(random, 0, this.#ruled);
      if (isObject(made)) {
        for (const name in part) setOwn(made, name, part[name] as Json);
        if (this.#accepts(made)) return new Value(made as T, undefined);
      }
    }
    return new Value(this.#fresh(random), undefined);
  }

  /** The fields that rules speak of, as some lawful body has them together: what else a body holds cannot break a rule. */
  #part(random: Random): JsonObject {
    const which = random.nextInt(0, PARTS - 1);
    this.#parts[which] ??= this.#lawfulPart(which);
    return this.#parts[which];
  }

  #lawfulPart(which: number): JsonObject {
    const body: unknown = this.#fresh(randomOf(seedOf(which, "part")));
    return Object.fromEntries(
      Object.entries(isObject(body) ? body : {}).filter(([name]) => this.#ruled.has(name)),
    );
  }

  #fresh(random: Random): T {
    for (let tries = 0; tries < TRIES; tries++) {
      const made = this.generator.make(random) as Json;
      if (this.#keepsRules(made) && this.#accepts(made)) return made as T;
      const kept = repair(made, this.#conditions, this.generator as InstanceGenerator, random, this.#accepts);
      if (kept !== undefined) return kept as T;
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
  generator: InstanceGenerator<T>,
  rules: readonly Rule[],
  accepts: (body: unknown) => boolean = () => true,
): BodyArbitrary<T> => new BodyArbitrary(generator, rules, accepts);
