import type { CompiledRule } from "../contract/compiled-rule.ts";
import { matches } from "../contract/conditions/matches.ts";
import type { Rule } from "../contract/contract.ts";
import type { Json } from "../core/json.ts";
import { dotted } from "../core/json.ts";
import type { Covering } from "../generation/covering/covering.ts";
import { occurrences } from "../generation/covering/levels.ts";
import type { OperationUnderTest } from "../generation/operation-under-test.ts";
import { type Boundary, boundariesOf, unreachable } from "./boundaries.ts";
import { type HeldLevel, InstanceLevels, inOneItem } from "./instance-levels.ts";

export interface Counted {
  readonly covered: number;
  readonly total: number;
  /** Combinations that the shape allows and the rules do not; not in `total`. */
  readonly infeasible?: number;
}

export interface CoverageReport {
  readonly values: Counted;
  readonly boundaries: Counted;
  readonly pairs: Counted;
  readonly rules: Counted;
  /** Each gap in one line, with its reason where one is known. */
  readonly missing: readonly string[];
}

/** Coverage of the contract by answered requests. */
export class Coverage {
  readonly #rules: readonly CompiledRule[];
  readonly #covering: Covering;
  readonly #boundaries: readonly Boundary[];
  readonly #size: number;
  readonly #seenLevels: Uint8Array;
  /** For every two levels, in either order: 1 where a body can hold both and none has yet. */
  readonly #openPairs: Uint8Array;
  readonly #levels: InstanceLevels;
  readonly #seenBoundaries = new Set<Boundary>();
  readonly #seenRules = new Set<string>();
  #openBoundaries: readonly Boundary[];
  #openRules: readonly CompiledRule[];
  readonly #unreachable: readonly string[];
  #pairs = 0;

  constructor({
    rules,
    bodyLocations,
    covering,
  }: Pick<OperationUnderTest, "rules" | "bodyLocations" | "covering">) {
    this.#rules = rules;
    this.#covering = covering;
    this.#boundaries = bodyLocations.flatMap(boundariesOf);
    this.#unreachable = bodyLocations.flatMap((location) =>
      unreachable(location).map((what) => `boundary ${dotted(location.pointer)}: ${what}`),
    );
    this.#openBoundaries = this.#boundaries;
    this.#openRules = rules;
    this.#size = covering.model.levelCount;
    this.#seenLevels = new Uint8Array(this.#size);
    this.#openPairs = new Uint8Array(this.#size ** 2);
    for (let level = 0; level < this.#size; level++)
      for (let other = 0; other < this.#size; other++)
        if (covering.array.isFeasible(level, other)) this.#openPairs[level * this.#size + other] = 1;
    this.#levels = new InstanceLevels(covering.model);
  }

  /**
   * Counts one answered body; values and pairs count in valid bodies alone, because a refusal says nothing of the rest.
   */
  add(body: Json, isValid: boolean): void {
    this.#addBoundaries(body);
    this.#addRules(body, isValid);
    if (isValid) this.#addPairs(this.#levels.of(body));
  }

  #addBoundaries(body: Json): void {
    const seen = this.#openBoundaries.filter(({ location, accepts }) =>
      occurrences(location, body).some(({ value }) => accepts(value)),
    );
    if (seen.length === 0) return;
    for (const boundary of seen) this.#seenBoundaries.add(boundary);
    this.#openBoundaries = this.#openBoundaries.filter((boundary) => !this.#seenBoundaries.has(boundary));
  }

  #addRules(body: Json, isValid: boolean): void {
    const seen = this.#openRules.flatMap((rule) => {
      if (rule.isBroken(body)) return [`${rule.id} broken`];
      return isValid && rule.isKept(body) && applies(rule.keeps, body) ? [`${rule.id} kept`] : [];
    });
    if (seen.every((goal) => this.#seenRules.has(goal))) return;
    for (const goal of seen) this.#seenRules.add(goal);
    this.#openRules = this.#openRules.filter((rule) =>
      ruleGoals(rule).some((goal) => !this.#seenRules.has(goal)),
    );
  }

  #addPairs(held: readonly HeldLevel[]): void {
    for (let index = 0; index < held.length; index++) {
      const boundary = held[index] as HeldLevel;
      this.#seenLevels[boundary.level] = 1;
      const start = boundary.level * this.#size;
      for (let next = index + 1; next < held.length; next++) {
        const other = held[next] as HeldLevel;
        if (this.#openPairs[start + other.level] !== 1 || !inOneItem(boundary, other)) continue;
        this.#openPairs[start + other.level] = 0;
        this.#openPairs[other.level * this.#size + boundary.level] = 0;
        this.#pairs += 1;
      }
    }
  }

  report(reasons: readonly string[] = []): CoverageReport {
    const { model, array } = this.#covering;
    const levels = model.factors.flatMap((factor) =>
      factor.levels.map((level, index) => ({ level, number: factor.offset + index })),
    );
    const feasible = levels.filter(({ number }) => array.isLevelFeasible(number));
    const missing = feasible.filter(({ number }) => this.#seenLevels[number] !== 1);
    const rules = this.#rules.flatMap(ruleGoals);
    const pairsLeft = array.feasible - this.#pairs;
    return {
      values: {
        covered: feasible.length - missing.length,
        total: feasible.length,
        infeasible: levels.length - feasible.length,
      },
      boundaries: { covered: this.#seenBoundaries.size, total: this.#boundaries.length },
      pairs: { covered: this.#pairs, total: array.feasible, infeasible: array.infeasible },
      rules: { covered: rules.filter((goal) => this.#seenRules.has(goal)).length, total: rules.length },
      missing: [
        ...missing.map(
          ({ level }) =>
            `value ${dotted(level.location.pointer)}: ${level.label} was not sent in a valid body and answered`,
        ),
        ...this.#boundaries
          .filter((boundary) => !this.#seenBoundaries.has(boundary))
          .map(
            (boundary) =>
              `boundary ${dotted(boundary.location.pointer)}: ${boundary.label} was not sent and answered`,
          ),
        ...this.#unreachable,
        ...rules
          .filter((goal) => !this.#seenRules.has(goal))
          .map((goal) => `rule ${goal}: was not sent and answered`),
        ...(pairsLeft > 0 ? [`pairs: ${pairsLeft} of ${array.feasible} were not sent and answered`] : []),
        ...reasons,
      ],
    };
  }
}

/** True if a conditional rule applies to the body. */
function applies(keeps: Rule["keeps"], body: Json): boolean {
  return (
    typeof keeps !== "object" ||
    keeps.if === undefined ||
    matches(keeps.if, body) === (keeps.then !== undefined)
  );
}

const ruleGoals = ({ id, breaks }: Rule): string[] => [
  `${id} kept`,
  ...(breaks === false ? [] : [`${id} broken`]),
];
