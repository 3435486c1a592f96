/** A kind of text that may belong to somebody, or was made for this one answer. */
export type PrivateKind = "e-mail" | "telephone" | "instant" | "id";

/** Distance from now up to which a point in time counts as one of the run, in milliseconds. */
const NEAR = 2 * 24 * 60 * 60 * 1000;

/**
 * Each kind with its pattern, and a further condition on its matches. Runs are bounded or anchored: answers may be
 * long.
 */
const PATTERNS: readonly {
  readonly kind: PrivateKind;
  readonly pattern: RegExp;
  readonly holds?: (found: string, now: number) => boolean;
}[] = [
  {
    kind: "e-mail",
    pattern: /(?<![\w.+-])[\w.+-]{1,64}(?:@|%40)[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){1,8}/,
  },
  {
    kind: "instant",
    pattern: /(?<!\d)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?/,
    holds: (found, now) => Math.abs(Date.parse(found) - now) < NEAR,
  },
  {
    kind: "telephone",
    pattern: /(?<![\w+-])\+\d(?:[ ().-]{0,2}\d){7,14}(?!\w)/,
  },
  {
    kind: "telephone",
    pattern: /(?<![\w.+-])(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4}(?![\w-])/,
  },
  { kind: "telephone", pattern: /(?<![\w.:+-])\d{10,12}(?![\w.:-])/ },
];

/** Replaces each private text, left to right, by the result of `other`; the first pattern that matches decides its kind. */
export function replacePrivateTexts(
  text: string,
  now: number,
  other: (found: string, kind: PrivateKind) => string,
): string {
  return text.replace(ANY, (found: string, ...groups: (string | undefined)[]) => {
    const which = PATTERNS[groups.findIndex((group) => group !== undefined)];
    return which === undefined || which.holds?.(found, now) === false ? found : other(found, which.kind);
  });
}

/** All patterns in one, so that a replacement is not matched again. */
const ANY = new RegExp(PATTERNS.map(({ pattern }) => `(${pattern.source})`).join("|"), "gi");

/** Words long enough to be an id. */
export const WORD = /[A-Za-z0-9_-]{16,}/g;
