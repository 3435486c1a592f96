import { isSuccess } from "../contract/resource.ts";
import type { Answer, Case } from "../http/exchange.ts";
import { wordsOf } from "./refusal-words.ts";

/** Number of reasons that are told. */
const MOST_TOLD = 3;

/** Number of reasons that are told apart: an endpoint may have other words for each refusal. */
const MOST_REASONS = 100;

/** The valid bodies of a run, and the reasons why some were refused. */
export interface RefusedCounts {
  readonly valid: number;
  readonly refused: number;
  /** Accepted in place of a refused one, without what was refused. */
  readonly adapted: number;
  readonly reasons: readonly (readonly [reason: string, count: number])[];
  /** True once there was a reason more than are told apart. */
  readonly hasOthers: boolean;
}

/** One line with the reasons, the most frequent first; undefined where none was refused. */
export function refusedLine({ valid, refused, adapted, ...all }: RefusedCounts): string | undefined {
  if (refused === 0) return undefined;
  const reasons = all.reasons.toSorted(([, a], [, b]) => b - a);
  const told = reasons.slice(0, MOST_TOLD).map(([reason, count]) => `${reason} (${count}×)`);
  const left = `${all.hasOthers ? "over " : ""}${reasons.length - MOST_TOLD}`;
  const more = reasons.length > MOST_TOLD ? `; and ${left} more reasons` : "";
  const others = adapted === 0 ? "" : `; ${adapted} accepted without what is refused`;
  return `${refused} of ${valid} valid bodies refused: ${told.join("; ")}${more}${others}`;
}

/** Counts the valid bodies of an operation that an endpoint refused, by the reasons that it gave. */
export class RefusedBodies {
  readonly #operation: string;
  readonly #reasons = new Map<string, number>();
  /** True once there was a reason more than are told apart. */
  #hasOthers = false;
  #valid = 0;
  #refused = 0;
  #adapted = 0;

  constructor(operation: string) {
    this.#operation = operation;
  }

  add({ operation, expect, body, adapted }: Case, answer: Answer): void {
    if (operation !== this.#operation || expect !== "accept" || body === undefined) return;
    this.#valid += 1;
    if (isSuccess(answer.status)) {
      if (adapted) this.#adapted += 1;
      return;
    }
    this.#refused += 1;
    // What differs from one to the next by itself, as an index does, makes no other reason.
    const reason = `${answer.status} "${wordsOf(answer)}"`.replace(/\.\d+(?=\.)/g, ".-");
    const count = this.#reasons.get(reason) ?? 0;
    if (count === 0 && this.#reasons.size === MOST_REASONS) this.#hasOthers = true;
    else this.#reasons.set(reason, count + 1);
  }

  get counts(): RefusedCounts {
    return {
      valid: this.#valid,
      refused: this.#refused,
      adapted: this.#adapted,
      reasons: [...this.#reasons],
      hasOthers: this.#hasOthers,
    };
  }

  /** One line with the reasons, the most frequent first; undefined where none was refused. */
  get line(): string | undefined {
    return refusedLine(this.counts);
  }
}
