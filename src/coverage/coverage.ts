import type { BodySource } from "../body/base.ts";
import type { Site } from "../body/sites.ts";
import type { Json, Rule } from "../contract.ts";
import type { Covering } from "../covering/covering.ts";
import type { Factor } from "../covering/factors.ts";
import { type Occurrence, occurrences } from "../covering/levels.ts";
import { dotted } from "../json.ts";
import { matches } from "../rules/matches.ts";
import { type Boundary, boundariesOf } from "./boundaries.ts";

export interface Counted {
  readonly covered: number;
  readonly total: number;
  /** What the shape allows and the rules do not; not in `total`. */
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

/** How many items of a list are looked at for each place; more would only slow the count. */
const MOST_OCCURRENCES = 12;

/** What was sent and answered, against what the contract has. */
export class Coverage {
  readonly #source: BodySource;
  readonly #covering: Covering;
  readonly #boundaries: readonly Boundary[];
  readonly #size: number;
  readonly #seenLevels: Uint8Array;
  readonly #seenPairs: Uint8Array;
  readonly #seenBoundaries = new Set<Boundary>();
  readonly #seenRules = new Set<string>();
  #pairs = 0;

  constructor(source: BodySource, sites: readonly Site[], covering: Covering) {
    this.#source = source;
    this.#covering = covering;
    this.#boundaries = sites.flatMap(boundariesOf);
    this.#size = covering.model.levelCount;
    this.#seenLevels = new Uint8Array(this.#size);
    this.#seenPairs = new Uint8Array(this.#size ** 2);
  }

  /** Counts one answered body; values and pairs count in valid bodies alone, because a refusal says nothing of the rest. */
  add(body: Json, isValid: boolean): void {
    for (const boundary of this.#boundaries) {
      if (this.#seenBoundaries.has(boundary)) continue;
      for (const { value } of occurrences(boundary.site, body))
        if (boundary.accepts(value)) this.#seenBoundaries.add(boundary);
    }
    for (const { id, keeps, breaks } of this.#source.rules) {
      if (matches(breaks, body)) this.#seenRules.add(`${id} broken`);
      else if (isValid && matches(keeps, body) && applies(keeps, body)) this.#seenRules.add(`${id} kept`);
    }
    if (isValid) this.#addPairs(this.#standing(body));
  }

  #addPairs(standing: readonly Standing[]): void {
    for (const [index, one] of standing.entries()) {
      this.#seenLevels[one.level] = 1;
      for (let next = index + 1; next < standing.length; next++) {
        const other = standing[next] as Standing;
        const key = one.level * this.#size + other.level;
        if (
          this.#seenPairs[key] === 1 ||
          !this.#covering.array.isFeasible(one.level, other.level) ||
          !inOneItem(one, other)
        )
          continue;
        this.#seenPairs[key] = 1;
        this.#pairs += 1;
      }
    }
  }

  /** The levels of a body, each with the items of lists that it stands in. */
  #standing(body: Json): Standing[] {
    return this.#covering.model.factors.flatMap((factor) => {
      const found: Standing[] = [];
      for (const { value, items } of occurrences(factor.site, body)) {
        const level = factor.levels.findIndex((one) => one.accepts(value));
        if (level >= 0) found.push({ factor, level: factor.offset + level, items });
        if (found.length === MOST_OCCURRENCES) break;
      }
      return found;
    });
  }

  report(reasons: readonly string[] = []): CoverageReport {
    const { model, array } = this.#covering;
    const levels = model.factors.flatMap((factor) =>
      factor.levels.map((level, index) => ({ level, number: factor.offset + index })),
    );
    const feasible = levels.filter(({ number }) => array.isLevelFeasible(number));
    const missing = feasible.filter(({ number }) => this.#seenLevels[number] !== 1);
    const rules = this.#source.rules.flatMap(ruleGoals);
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
            `value ${dotted(level.site.pointer)}: ${level.label} was not sent in a valid body and answered`,
        ),
        ...this.#boundaries
          .filter((one) => !this.#seenBoundaries.has(one))
          .map((one) => `boundary ${dotted(one.site.pointer)}: ${one.label} was not sent and answered`),
        ...rules
          .filter((goal) => !this.#seenRules.has(goal))
          .map((goal) => `rule ${goal}: was not sent and answered`),
        ...(pairsLeft > 0 ? [`pairs: ${pairsLeft} of ${array.feasible} were not sent and answered`] : []),
        ...reasons,
      ],
    };
  }
}

interface Standing {
  readonly factor: Factor;
  readonly level: number;
  readonly items: Occurrence["items"];
}

/** Whether two places stand in one item of each list that holds both. */
function inOneItem(a: Standing, b: Standing): boolean {
  if (a.items.length === 0 || b.items.length === 0) return true;
  const [left, right] = [a.factor.site.pointer, b.factor.site.pointer];
  let list = 0;
  for (
    let at = left.indexOf("/-");
    at >= 0 && right.startsWith(left.slice(0, at + 2));
    at = left.indexOf("/-", at + 2)
  ) {
    if (a.items[list] !== b.items[list]) return false;
    list += 1;
  }
  return true;
}

/** Whether a conditional rule has something to say of the body. */
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
