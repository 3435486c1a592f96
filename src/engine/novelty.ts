import { typeOf } from "../core/json.ts";
import { type Answer, jsonOf } from "../http/exchange.ts";

/** Levels of an answer that are looked at; a deeper location counts as the one above it. */
const MAX_DEPTH = 8;

/** Locations that are remembered, at most: their names have no end where each answer has others. */
const MOST_LOCATIONS = 20_000;

/** A location of answers: the types of its values so far, and the locations below. */
interface SeenLocation {
  /** A bit for each JSON type, and one for no JSON at all. */
  types: number;
  readonly below: Map<string, SeenLocation>;
}

const TYPES = ["undefined", "null", "boolean", "integer", "number", "string", "array", "object"];
const BITS = new Map(TYPES.map((type, index) => [type, 1 << index]));

const newLocation = (): SeenLocation => ({ types: 0, below: new Map() });

/**
 * Recognizes answers that show something new: another status, a location of the body, or a type at a location. It grows
 * with the locations that answers have, not with the number of answers.
 */
export class Novelty {
  readonly #statuses = newLocation();
  #left = MOST_LOCATIONS;

  /** True if the answer shows anything new; it is remembered. */
  isNew(answer: Answer): boolean {
    const location = this.#step(this.#statuses, String(answer.status));
    return location !== undefined && this.#note(location, jsonOf(answer), 0);
  }

  /** Adds a value to what is known of its location. @returns true if anything of it is new */
  #note(location: SeenLocation, value: unknown, depth: number): boolean {
    const known = location.types;
    location.types |= BITS.get(typeOf(value)) ?? 0;
    let isNew = location.types !== known;
    if (depth === MAX_DEPTH || typeof value !== "object" || value === null) return isNew;
    const members = value as { readonly [name: string]: unknown };
    const isList = Array.isArray(value);
    for (const name of Object.keys(value)) {
      const below = this.#step(location, isList ? "-" : name);
      if (below !== undefined && this.#note(below, members[name], depth + 1)) isNew = true;
    }
    return isNew;
  }

  /** The location below under a name, which has no types yet where it is new; none beyond the limit. */
  #step(location: SeenLocation, name: string): SeenLocation | undefined {
    const known = location.below.get(name);
    if (known || this.#left === 0) return known;
    this.#left -= 1;
    const made = newLocation();
    location.below.set(name, made);
    return made;
  }
}
