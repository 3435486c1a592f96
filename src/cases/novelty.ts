import type { Answer } from "../exchange.ts";
import { isObject, typeOf } from "../json.ts";

/** How deep an answer is looked into; a deeper place counts as the one above it. */
const MAX_DEPTH = 8;

/**
 * Tells answers that show something no answer before did: another status, a place of the body, or a type in a place.
 * It grows with the places that answers have, not with the number of answers.
 */
export class Novelty {
  readonly #seen = new Set<string>();

  /** Whether the answer is new in any way; afterwards it is not. */
  isNew({ status, text }: Answer): boolean {
    const before = this.#seen.size;
    this.#seen.add(String(status));
    try {
      this.#note(JSON.parse(text), `${status} `, 0);
    } catch {
      this.#seen.add(`${status} not JSON`);
    }
    return this.#seen.size > before;
  }

  #note(value: unknown, at: string, depth: number): void {
    this.#seen.add(`${at}: ${typeOf(value)}`);
    if (depth === MAX_DEPTH) return;
    if (Array.isArray(value)) for (const item of value) this.#note(item, `${at}/-`, depth + 1);
    else if (isObject(value))
      for (const name of Object.keys(value)) this.#note(value[name], `${at}/${name}`, depth + 1);
  }
}
