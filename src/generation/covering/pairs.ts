import type { Levels } from "./compatible-levels.ts";
import type { Factor, Model } from "./factors.ts";

/** Which pairs of levels are feasible, and which of them no row holds yet. */
export class Pairs {
  /** Number of levels. */
  readonly size: number;
  openCount = 0;
  /** For each level, one after the other, the levels with which it is in an open pair. */
  readonly #open: Levels;
  /** The same without the pairs that the row which is being made holds already. */
  readonly #fresh: Levels;
  readonly #feasible: Levels;
  readonly #words: number;
  readonly #openWith: Uint32Array;
  readonly #factorOf: readonly Factor[];

  constructor({ levelCount, factors }: Model) {
    this.size = levelCount;
    this.#words = Math.ceil(levelCount / 32);
    this.#open = new Uint32Array(levelCount * this.#words);
    this.#fresh = new Uint32Array(levelCount * this.#words);
    this.#feasible = new Uint32Array(levelCount * this.#words);
    this.#openWith = new Uint32Array(levelCount);
    this.#factorOf = factors.flatMap((factor) => factor.levels.map(() => factor));
  }

  factorOf(level: number): Factor {
    const factor = this.#factorOf[level];
    if (!factor) throw new RangeError(`no level ${level}`);
    return factor;
  }

  isFeasible = (a: number, b: number): boolean => this.#has(this.#feasible, a, b);

  /** Number of open pairs that a level is in. */
  openWith(level: number): number {
    return this.#openWith[level] ?? 0;
  }

  open(a: number, b: number): void {
    for (const set of [this.#open, this.#feasible]) {
      this.#flip(set, a, b);
      this.#flip(set, b, a);
    }
    this.#openWith[a] = this.openWith(a) + 1;
    this.#openWith[b] = this.openWith(b) + 1;
    this.openCount += 1;
  }

  /** Begins a row that holds nothing yet. */
  begin(): void {
    this.#fresh.set(this.#open);
  }

  /** Puts a level beside the others in the row that is being made: their pairs close no more from then on. */
  hold(level: number, others: Levels): void {
    const start = level * this.#words;
    for (let word = 0; word < this.#words; word++) {
      let bits = (this.#fresh[start + word] ?? 0) & (others[word] ?? 0);
      for (; bits !== 0; bits &= bits - 1) {
        const other = word * 32 + (31 - Math.clz32(bits & -bits));
        this.#flip(this.#fresh, level, other);
        this.#flip(this.#fresh, other, level);
      }
    }
  }

  /** Closes what the row that is being made holds. @returns how many pairs that are. */
  close(): number {
    let closed = 0;
    for (let level = 0; level < this.size; level++) {
      let left = 0;
      for (let at = level * this.#words; at < (level + 1) * this.#words; at++)
        left += ones(this.#fresh[at] ?? 0);
      closed += this.openWith(level) - left;
      this.#openWith[level] = left;
    }
    this.#open.set(this.#fresh);
    this.openCount -= closed / 2;
    return closed / 2;
  }

  /** Number of open pairs that a level with the others would close in the row that is being made. */
  closing(level: number, others: Levels): number {
    const start = level * this.#words;
    let count = 0;
    for (let word = 0; word < this.#words; word++)
      count += ones((this.#fresh[start + word] ?? 0) & (others[word] ?? 0));
    return count;
  }

  /** The open pair of the level that is in most open pairs, with the partner that is. */
  hardest(): readonly [number, number] {
    let first = 0;
    for (let level = 1; level < this.size; level++)
      if (this.openWith(level) > this.openWith(first)) first = level;
    let second = -1;
    for (let level = 0; level < this.size; level++) {
      if (this.#has(this.#open, first, level) && (second < 0 || this.openWith(level) > this.openWith(second)))
        second = level;
    }
    return [first, second];
  }

  /** Every open pair, that of the levels in most open pairs first. */
  allOpen(): (readonly [number, number])[] {
    const pairs: (readonly [number, number])[] = [];
    for (let a = 0; a < this.size; a++) {
      for (let b = a + 1; this.openWith(a) > 0 && b < this.size; b++)
        if (this.#has(this.#open, a, b)) pairs.push([a, b]);
    }
    const hardness = ([a, b]: readonly [number, number]) => this.openWith(a) + this.openWith(b);
    return pairs.sort((one, other) => hardness(other) - hardness(one));
  }

  #has(set: Levels, a: number, b: number): boolean {
    return ((set[a * this.#words + (b >>> 5)] ?? 0) & (1 << b)) !== 0;
  }

  #flip(set: Levels, a: number, b: number): void {
    const at = a * this.#words + (b >>> 5);
    set[at] = (set[at] ?? 0) ^ (1 << b);
  }
}

/** Number of bits that are set (Warren, Hacker's Delight, 5-1). */
function ones(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
