import type { Json } from "../../core/json.ts";

/** Refused bodies of which a limit shows, and accepted sizes; a text may be refused for its letters, so it takes more of them. */
const FEW = 2;
const SOME = 4;

/** The sizes of the values at one location in refused and accepted bodies: they show a limit, where there is one. */
export class RefusedSizes {
  readonly #least: number[] = [];
  readonly #most: number[] = [];
  readonly #accepted = new Set<number>();

  /** Takes in the values of a refused body, of which at least one is to blame. */
  refused(values: readonly Json[]): void {
    const sizes = values.map(sizeOf).filter((size) => size !== undefined);
    if (sizes.length === 0 || this.#least.length > SOME * SOME) return;
    this.#least.push(Math.min(...sizes));
    this.#most.push(Math.max(...sizes));
  }

  /** Takes in an accepted value. */
  accepted(value: Json): void {
    const size = sizeOf(value);
    if (size !== undefined) this.#accepted.add(size);
  }

  /** True if the value is beyond the limit that shows. */
  isBeyond(value: Json): boolean {
    const size = sizeOf(value);
    const isText = typeof value === "string";
    const isShown = this.#least.length >= (isText ? SOME : FEW) && this.#accepted.size >= (isText ? SOME : 1);
    if (size === undefined || !isShown) return false;
    const [least, most] = [Math.min(...this.#most), Math.max(...this.#least)];
    return (
      (least > Math.max(...this.#accepted) && size >= least) ||
      (most < Math.min(...this.#accepted) && size <= most)
    );
  }

  /** The list cut to the greatest length that was accepted; undefined for another value, and where it is no longer than that. */
  within(value: Json): Json | undefined {
    if (!Array.isArray(value)) return undefined;
    const lengths = [...this.#accepted].filter((length) => length < value.length);
    return lengths.length === 0 ? undefined : value.slice(0, Math.max(...lengths));
  }
}

/** A number itself, and the length of a text or a list; anything else has no size. */
export function sizeOf(value: Json): number | undefined {
  if (typeof value === "number") return value;
  return typeof value === "string" || Array.isArray(value) ? value.length : undefined;
}
