import { isParameter } from "../contract/locations.ts";
import type { Json } from "../core/json.ts";
import type { Covering } from "../generation/covering/covering.ts";
import type { Factor } from "../generation/covering/factors.ts";
import { coveredName } from "./covered-name.ts";
import { type HeldLevel, InstanceLevels, inOneItem } from "./instance-levels.ts";

export interface Counted {
  readonly covered: number;
  readonly total: number;
  /** Combinations that the shape allows and the rules do not; not in `total`. */
  readonly infeasible?: number;
}

/** Pairs of values by the two fields that they are of. */
export interface PairMap {
  readonly fields: readonly string[];
  /** For each field and each one before it, the number of pairs that requests have held, and of those that the rules allow. */
  readonly covered: readonly (readonly number[])[];
  readonly total: readonly (readonly number[])[];
}

/** The values and pairs that requests have held, by number, as bits in base64. */
export interface ReachedLevels {
  readonly values: string;
  readonly pairs: string;
}

export const NO_LEVELS: ReachedLevels = { values: "", pairs: "" };

/** Fields whose pairs a map can show. */
const MOST_MAPPED = 120;

/** Coverage of levels, and of pairs of them, by valid requests. */
export class LevelCoverage {
  readonly #covering: Covering;
  readonly #size: number;
  readonly #seenLevels: Uint8Array;
  /** For every two levels, in either order: 1 where a request has held both. */
  readonly #seenPairs: Uint8Array;
  readonly #levels: InstanceLevels;
  #pairs = 0;

  constructor(covering: Covering) {
    this.#covering = covering;
    this.#size = covering.model.levelCount;
    this.#seenLevels = new Uint8Array(this.#size);
    this.#seenPairs = new Uint8Array(this.#size ** 2);
    this.#levels = new InstanceLevels(covering.model);
  }

  add(request: Json): void {
    const { isFeasible } = this.#covering.array;
    const held = this.#levels.of(request);
    for (let index = 0; index < held.length; index++) {
      const one = held[index] as HeldLevel;
      this.#seenLevels[one.level] = 1;
      const start = one.level * this.#size;
      for (let next = index + 1; next < held.length; next++) {
        const other = held[next] as HeldLevel;
        if (this.#seenPairs[start + other.level] === 1 || !isFeasible(one.level, other.level)) continue;
        if (!inOneItem(one, other)) continue;
        this.#seenPairs[start + other.level] = 1;
        this.#seenPairs[other.level * this.#size + one.level] = 1;
        this.#pairs += 1;
      }
    }
  }

  reached(): ReachedLevels {
    return { values: packed(this.#seenLevels), pairs: packed(this.#seenPairs) };
  }

  /** Takes in what another run of the same model has reached. */
  join({ values, pairs }: ReachedLevels): void {
    for (const level of setIn(values, this.#size)) this.#seenLevels[level] = 1;
    for (const at of setIn(pairs, this.#size ** 2)) {
      if (this.#seenPairs[at] === 1) continue;
      this.#seenPairs[at] = 1;
      // Each pair stands there in both orders.
      if (Math.floor(at / this.#size) < at % this.#size) this.#pairs += 1;
    }
  }

  /** The pairs by the fields that they are of; undefined where there are too many of them to be shown. */
  pairMap(): PairMap | undefined {
    const { factors } = this.#covering.model;
    if (factors.length > MOST_MAPPED) return undefined;
    const rows = factors.map((factor, index) =>
      factors.slice(0, index).map((other) => this.#pairsOf(factor, other)),
    );
    return {
      fields: factors.map(({ location }) => coveredName(location)),
      covered: rows.map((row) => row.map(({ covered }) => covered)),
      total: rows.map((row) => row.map(({ total }) => total)),
    };
  }

  #pairsOf(a: Factor, b: Factor): { covered: number; total: number } {
    const { isFeasible } = this.#covering.array;
    const count = { covered: 0, total: 0 };
    for (let one = a.offset; one < a.offset + a.levels.length; one++)
      for (let other = b.offset; other < b.offset + b.levels.length; other++) {
        if (!isFeasible(one, other)) continue;
        count.total += 1;
        count.covered += this.#seenPairs[one * this.#size + other] ?? 0;
      }
    return count;
  }

  report(): {
    readonly values: Counted;
    readonly pairs: Counted;
    readonly missingValues: readonly string[];
    readonly missingPairs: readonly string[];
  } {
    const { model, array } = this.#covering;
    const levels = model.factors.flatMap((factor) =>
      factor.levels.map((level, index) => ({ level, number: factor.offset + index })),
    );
    const feasible = levels.filter(({ number }) => array.isLevelFeasible(number));
    const missing = feasible.filter(({ number }) => this.#seenLevels[number] !== 1);
    const pairsLeft = array.feasible - this.#pairs;
    return {
      values: {
        covered: feasible.length - missing.length,
        total: feasible.length,
        infeasible: levels.length - feasible.length,
      },
      pairs: { covered: this.#pairs, total: array.feasible, infeasible: array.infeasible },
      missingValues: missing.map(
        ({ level }) =>
          `value ${coveredName(level.location)}: ${level.label} was not sent in a valid ${isParameter(level.location) ? "request" : "body"} and answered`,
      ),
      missingPairs:
        pairsLeft > 0 ? [`pairs: ${pairsLeft} of ${array.feasible} were not sent and answered`] : [],
    };
  }
}

/** Zeros and ones as bits in base64. */
function packed(flags: Uint8Array): string {
  const bytes = new Uint8Array(Math.ceil(flags.length / 8));
  for (const [at, flag] of flags.entries())
    if (flag === 1) bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (1 << (at & 7));
  return Buffer.from(bytes).toString("base64");
}

/** The numbers below a size whose bits are set. */
function* setIn(text: string, size: number): Iterable<number> {
  for (const [at, byte] of Buffer.from(text, "base64").entries())
    for (let bit = 0; bit < 8; bit++)
      if ((byte & (1 << bit)) !== 0 && at * 8 + bit < size) yield at * 8 + bit;
}
