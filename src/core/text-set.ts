import { createHash, randomBytes } from "node:crypto";

/** Places that are there from the beginning; a power of two, as it stays. */
const FIRST_PLACES = 64;

/** Digest that an empty place holds; no text is taken for it. */
const EMPTY = 0n;

/**
 * Remembers texts that are never taken out, by 64 bits of a salted digest of each: 11 to 21 bytes for a text of any length.
 * That one is taken for another happens by no chance that counts, and nobody can bring it about.
 */
export class TextSet {
  readonly #salt = randomBytes(16);
  #places = new BigUint64Array(FIRST_PLACES);
  #size = 0;

  /** Number of different texts. */
  get size(): number {
    return this.#size;
  }

  /** Number of bytes that all of them take. */
  get bytes(): number {
    return this.#places.byteLength;
  }

  has(text: string): boolean {
    const digest = this.#digest(text);
    return this.#places[placeOf(this.#places, digest)] === digest;
  }

  add(text: string): void {
    const digest = this.#digest(text);
    const place = placeOf(this.#places, digest);
    if (this.#places[place] === digest) return;
    this.#places[place] = digest;
    this.#size += 1;
    if (this.#size * 4 > this.#places.length * 3) this.#grow();
  }

  #grow(): void {
    const grown = new BigUint64Array(this.#places.length * 2);
    for (const digest of this.#places) if (digest !== EMPTY) grown[placeOf(grown, digest)] = digest;
    this.#places = grown;
  }

  #digest(text: string): bigint {
    const digest = createHash("sha256").update(this.#salt).update(text, "utf16le").digest().readBigUInt64LE();
    return digest === EMPTY ? 1n : digest;
  }
}

/** The place of a digest, or the free one where it belongs. */
function placeOf(places: BigUint64Array, digest: bigint): number {
  const last = places.length - 1;
  let place = Number(digest & BigInt(last));
  while (places[place] !== EMPTY && places[place] !== digest) place = (place + 1) & last;
  return place;
}
