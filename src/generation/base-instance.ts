import type { Contract, Operation, RequestArbitrary, Rule, Schema, Validator } from "../contract/contract.ts";
import type { InstanceGenerator } from "../contract/instance-generator.ts";
import { SuiteError } from "../core/errors.ts";
import type { Json } from "../core/json.ts";
import { randomOf } from "../core/seed.ts";
import { repair } from "./repair.ts";

/** What bodies of one operation are made from. */
export interface BodySource {
  readonly operation: Operation;
  readonly schema: Schema;
  readonly docs: string;
  readonly generator: InstanceGenerator;
  readonly arbitrary: RequestArbitrary;
  readonly isValid: Validator;
  readonly rules: readonly Rule[];
}

const sources = new WeakMap<Contract, Map<Operation, BodySource>>();

/** One for each operation of a contract, so that what is built from it is built once. @throws SuiteError where the operation takes no body. */
export function bodySource(contract: Contract, operation: Operation): BodySource {
  const known = sources.get(contract) ?? new Map<Operation, BodySource>();
  sources.set(contract, known);
  const source = known.get(operation) ?? newSource(contract, operation);
  known.set(operation, source);
  return source;
}

function newSource(contract: Contract, operation: Operation): BodySource {
  const arbitrary = contract.arbitraries[operation.id];
  const isValid = contract.validators[operation.id]?.request;
  const { requestBody, rules } = operation;
  if (!requestBody || !arbitrary || !isValid) {
    throw new SuiteError(
      `operation ${operation.id} takes no request body, so there is nothing to generate; choose another with --operation`,
    );
  }
  const generator = arbitrary.generator as InstanceGenerator;
  return {
    operation,
    schema: requestBody.schema,
    docs: requestBody.docs,
    generator,
    arbitrary,
    isValid,
    rules,
  };
}

/** The simplest value of a generator: what shrinking ends at. */
export function simplest(generator: InstanceGenerator, seed: number): Json {
  let value = generator.make(randomOf(seed));
  for (let steps = 0; steps < 10_000; steps++) {
    const next = first(generator.shrink(value));
    if (next === undefined) return value;
    value = next;
  }
  return value;
}

function first<T>(items: Iterable<T>): T | undefined {
  for (const item of items) return item;
  return undefined;
}

/** From how many bodies searches start where alternatives leave several that are simplest. */
const STARTS = 16;

const starts = new WeakMap<InstanceGenerator, Map<number, Json>>();

/** Where a search starts, made once. */
function startOf(generator: InstanceGenerator, seed: number): Json {
  const known = starts.get(generator) ?? new Map<number, Json>();
  starts.set(generator, known);
  const which = Math.abs(seed % STARTS);
  const start = known.get(which) ?? simplest(generator, which);
  known.set(which, start);
  return start;
}

/** How many full random bodies are tried where the simplest one leads nowhere. */
const TRIES = 6;

/** How many where there is another way, which is found at once as a rule. */
const FEW_TRIES = 2;

/** How many bodies one search may look at. */
const STEPS = 120;

/**
 * A valid body, as small as can be found, that meets the conditions and keeps every rule.
 * @returns undefined where none was found: the conditions contradict the rules.
 */
export function baseBody(source: BodySource, conditions: readonly Schema[], seed: number): Json | undefined {
  return search(source, [...conditions, ...source.rules.map(({ keeps }) => keeps)], seed);
}

/**
 * A valid body that meets the condition and breaks no rule but the one named; the others are kept where that can be, else
 * at least not broken for certain.
 */
export function brokenBody(
  source: BodySource,
  condition: Schema,
  broken: Rule,
  seed: number,
): Json | undefined {
  const others = source.rules.filter((rule) => rule !== broken);
  const kept = search(source, [condition, ...others.map(({ keeps }) => keeps)], seed, FEW_TRIES);
  return kept ?? search(source, [condition, ...others.map(({ breaks }): Schema => ({ not: breaks }))], seed);
}

function search(
  source: BodySource,
  conditions: readonly Schema[],
  seed: number,
  most = TRIES,
): Json | undefined {
  const random = randomOf(seed);
  const accept = (body: Json) => source.isValid(body);
  let start = startOf(source.generator, seed);
  for (let tries = 0; tries < most; tries++) {
    const found = repair(start, conditions, source.generator, random, accept, STEPS);
    if (found !== undefined) return found;
    start = source.generator.make(random);
  }
  return undefined;
}
