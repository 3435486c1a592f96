import type { Random } from "fast-check";
import { compiled } from "../../contract/conditions/compiled.ts";
import type { Schema } from "../../contract/contract.ts";
import type { InstanceGenerator } from "../../contract/instance-generator.ts";
import type { Json } from "../../core/json.ts";
import { ABSENT, type RepairContext, take } from "./candidate.ts";
import { falsified, repaired } from "./edits.ts";

/** Depth of a search at which the conditions count as impossible to meet together from here. */
const MAX_DEPTH = 12;

/** Number of candidates of one keyword that a thorough search goes on with. */
const MOST_CANDIDATES = 12;

const MAX_STEPS = 400;

/**
 * The nearest instance that meets every condition, by repairing one broken condition after the other with the least edits.
 * `accept` says what else must hold of the result (the schema, say), `most` how many instances may be looked at. @returns undefined where the search finds none.
 */
export function repair(
  instance: Json,
  conditions: readonly Schema[],
  generator: InstanceGenerator | undefined,
  random: Random,
  accept: (instance: Json) => boolean = () => true,
  most = MAX_STEPS,
): Json | undefined {
  const context: RepairContext = { generator, random, breadth: MOST_CANDIDATES, repaired, falsified };
  const quick = repairGreedily(instance, conditions, { ...context, breadth: 1 });
  if (quick !== undefined && accept(quick)) return quick;
  return new Search(conditions, context, accept, most).from(instance, MAX_DEPTH);
}

/** Repairs what is broken, first candidate each, without looking back: most instances need no more. */
function repairGreedily(
  instance: Json,
  conditions: readonly Schema[],
  context: RepairContext,
): Json | undefined {
  let value = instance;
  for (let rounds = MAX_DEPTH; rounds > 0; rounds--) {
    const broken = brokenOf(conditions, value);
    if (broken === undefined) return value;
    const [candidate] = take(repaired(broken, value, context), 1);
    if (candidate === undefined || candidate === ABSENT) return undefined;
    value = candidate;
  }
  return undefined;
}

/** Tries every candidate, depth first, none of them twice. */
class Search {
  readonly #conditions: readonly Schema[];
  readonly #context: RepairContext;
  readonly #accept: (instance: Json) => boolean;
  readonly #seen = new Set<string>();
  #left: number;

  constructor(
    conditions: readonly Schema[],
    context: RepairContext,
    accept: (instance: Json) => boolean,
    most: number,
  ) {
    this.#conditions = conditions;
    this.#context = context;
    this.#accept = accept;
    this.#left = most;
  }

  from(value: Json, depth: number): Json | undefined {
    const broken = brokenOf(this.#conditions, value);
    if (broken === undefined) return this.#accept(value) ? value : undefined;
    if (depth === 0) return undefined;
    for (const candidate of repaired(broken, value, this.#context)) {
      if (candidate === ABSENT) continue;
      if (this.#left-- <= 0) return undefined;
      const found = this.#isNew(candidate) ? this.from(candidate, depth - 1) : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #isNew(candidate: Json): boolean {
    const before = this.#seen.size;
    return this.#seen.add(JSON.stringify(candidate)).size > before;
  }
}

const brokenOf = (conditions: readonly Schema[], value: Json): Schema | undefined =>
  conditions.find((condition) => !compiled(condition)(value));
