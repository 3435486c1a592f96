/** Triples of levels that rows hold, one bit each. */
export class TripleSet {
  readonly #size: number;
  /** One bit a triple a < b < c. */
  readonly #bits: Uint32Array;
  count = 0;

  /** `size` is the number of levels. */
  constructor(size: number) {
    this.#size = size;
    this.#bits = new Uint32Array(Math.ceil(size ** 3 / 32));
  }

  /** True if a row holds a triple, given in ascending order. */
  has(a: number, b: number, c: number): boolean {
    const index = this.#index(a, b, c);
    return ((this.#bits[index >>> 5] ?? 0) & (1 << (index & 31))) !== 0;
  }

  /** Adds every triple of a row's levels. @returns how many of them no row held before */
  add(levels: readonly number[]): number {
    const sorted = [...levels].sort((a, b) => a - b);
    const before = this.count;
    for (let a = 0; a < sorted.length; a++)
      for (let b = a + 1; b < sorted.length; b++)
        for (let c = b + 1; c < sorted.length; c++)
          this.#set(this.#index(sorted[a] as number, sorted[b] as number, sorted[c] as number));
    return this.count - before;
  }

  /** Number of triples of a level and two others that no row holds. */
  missingWith(level: number, others: readonly number[]): number {
    let missing = 0;
    for (let first = 0; first < others.length; first++)
      for (let second = first + 1; second < others.length; second++)
        if (!this.#hasUnordered(level, others[first] as number, others[second] as number)) missing += 1;
    return missing;
  }

  #hasUnordered(a: number, b: number, c: number): boolean {
    const low = Math.min(a, b, c);
    const high = Math.max(a, b, c);
    return this.has(low, a + b + c - low - high, high);
  }

  #set(index: number): void {
    const bit = 1 << (index & 31);
    const word = this.#bits[index >>> 5] ?? 0;
    if ((word & bit) !== 0) return;
    this.#bits[index >>> 5] = word | bit;
    this.count += 1;
  }

  #index = (a: number, b: number, c: number): number => (a * this.#size + b) * this.#size + c;
}
