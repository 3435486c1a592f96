import type { CompiledRule } from "../contract/compiled-rule.ts";
import { matches } from "../contract/conditions/matches.ts";
import type { Rule } from "../contract/contract.ts";
import type { RequestInstance } from "../contract/request-schema.ts";
import type { Json } from "../core/json.ts";
import { occurrences } from "../generation/covering/levels.ts";
import type { OperationUnderTest } from "../generation/operation-under-test.ts";
import { asJson, type Requests } from "../generation/requests.ts";
import { type Boundary, boundariesOf, unreachable } from "./boundaries.ts";
import { coveredName } from "./covered-name.ts";
import {
  type Counted,
  LevelCoverage,
  NO_LEVELS,
  type PairMap,
  type ReachedLevels,
} from "./level-coverage.ts";

export interface CoverageReport {
  readonly values: Counted;
  readonly boundaries: Counted;
  readonly pairs: Counted;
  readonly rules: Counted;
  /** Each gap in one line, with its reason where one is known. */
  readonly missing: readonly string[];
}

/** The goals of one operation that a run has reached, by their places in the contract's order. */
export interface Reached {
  readonly levels: ReachedLevels;
  readonly boundaries: readonly number[];
  readonly rules: readonly string[];
}

/** The parts of an operation that can be covered. */
interface Covered extends Pick<OperationUnderTest, "rules"> {
  readonly requests: Pick<Requests, "locations" | "covering" | "isCoveringMade">;
}

/** The counts where the values and pairs that there are have not been counted. */
const UNCOUNTED: ReturnType<LevelCoverage["report"]> = {
  values: { covered: 0, total: 0 },
  pairs: { covered: 0, total: 0 },
  missingValues: ["values and pairs: the run was stopped before they were counted"],
  missingPairs: [],
};

/** Coverage of the contract by answered requests. */
export class Coverage {
  readonly #rules: readonly CompiledRule[];
  readonly #underTest: Covered;
  readonly #boundaries: readonly Boundary[];
  readonly #seenBoundaries = new Set<Boundary>();
  readonly #seenRules = new Set<string>();
  #openBoundaries: readonly Boundary[];
  #openRules: readonly CompiledRule[];
  readonly #unreachable: readonly string[];
  #levels: LevelCoverage | undefined;

  constructor(underTest: Covered) {
    const {
      rules,
      requests: { locations },
    } = underTest;
    this.#underTest = underTest;
    this.#rules = rules;
    this.#boundaries = locations.flatMap(boundariesOf);
    this.#unreachable = locations.flatMap((location) =>
      unreachable(location).map((what) => `boundary ${coveredName(location)}: ${what}`),
    );
    this.#openBoundaries = this.#boundaries;
    this.#openRules = rules;
  }

  /**
   * Counts one answered request; values and pairs count in valid ones alone, because a refusal says nothing of the rest.
   */
  add(request: RequestInstance, isValid: boolean): void {
    this.#addBoundaries(asJson(request));
    if (request.body !== undefined) this.#addRules(request.body, isValid);
    if (isValid) this.#levelCoverage.add(asJson(request));
  }

  get #levelCoverage(): LevelCoverage {
    this.#levels ??= new LevelCoverage(this.#underTest.requests.covering);
    return this.#levels;
  }

  #addBoundaries(request: Json): void {
    const seen = this.#openBoundaries.filter(({ location, accepts }) =>
      occurrences(location, request).some(({ value }) => accepts(value)),
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

  /** The goals that were reached, so that those of several runs can be put together. */
  reached(): Reached {
    return {
      levels: this.#underTest.requests.isCoveringMade ? this.#levelCoverage.reached() : NO_LEVELS,
      boundaries: [...this.#boundaries.keys()].filter((at) => {
        const boundary = this.#boundaries[at];
        return boundary !== undefined && this.#seenBoundaries.has(boundary);
      }),
      rules: [...this.#seenRules],
    };
  }

  /** Takes in what another run of the same contract and seed has reached. */
  join({ levels, boundaries, rules }: Reached): void {
    if (levels.values !== "") this.#levelCoverage.join(levels);
    for (const at of boundaries) {
      const boundary = this.#boundaries[at];
      if (boundary !== undefined) this.#seenBoundaries.add(boundary);
    }
    for (const goal of rules) this.#seenRules.add(goal);
  }

  /** The pairs of values by the fields that they are of; undefined where they have not been counted, or are too many. */
  pairMap(): PairMap | undefined {
    return this.#underTest.requests.isCoveringMade ? this.#levelCoverage.pairMap() : undefined;
  }

  /** @param reasons of cases that were not sent, or not answered */
  report(reasons: readonly string[] = []): CoverageReport {
    // A run that is stopped while its plan is made is not to wait for it.
    const levels = this.#underTest.requests.isCoveringMade ? this.#levelCoverage.report() : UNCOUNTED;
    const rules = this.#rules.flatMap(ruleGoals);
    return {
      values: levels.values,
      boundaries: { covered: this.#seenBoundaries.size, total: this.#boundaries.length },
      pairs: levels.pairs,
      rules: { covered: rules.filter((goal) => this.#seenRules.has(goal)).length, total: rules.length },
      missing: [
        ...levels.missingValues,
        ...this.#boundaries
          .filter((boundary) => !this.#seenBoundaries.has(boundary))
          .map(
            (boundary) =>
              `boundary ${coveredName(boundary.location)}: ${boundary.label} was not sent and answered`,
          ),
        ...this.#unreachable,
        ...rules
          .filter((goal) => !this.#seenRules.has(goal))
          .map((goal) => `rule ${goal}: was not sent and answered`),
        ...levels.missingPairs,
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
