/** One step of a program that reads a text a character at a time; `next` is the step that follows. */
export type Step =
  | { readonly op: "character"; readonly test: (code: number) => boolean }
  | { readonly op: "fork"; readonly to: number }
  | { readonly op: "jump"; readonly to: number }
  | { readonly op: "start" | "end" | "boundary" | "no-boundary" | "match" };

/** A condition on all that follows the start of a text, such as `(?!.*--)`. */
export interface Lookahead {
  readonly steps: readonly Step[];
  readonly isNegative: boolean;
}

/** A pattern as steps; without a loop or a copy that its source does not have, so that its size bounds the work. */
export interface Program {
  readonly lookaheads: readonly Lookahead[];
  readonly steps: readonly Step[];
  /** True if a match can only begin at the start of the text. */
  readonly isAnchored: boolean;
}

/** A pattern that cannot be run in a time that grows with the text's length alone; the message says why. */
export class UnsupportedPattern extends Error {
  override readonly name = "UnsupportedPattern";
}
