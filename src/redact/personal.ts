/** What in a text may belong to somebody, or was made for this one answer. */
export type Trace = "e-mail" | "phone" | "instant" | "id";

/** How far from now a point in time counts as one of the run, in milliseconds. */
const NEAR = 2 * 24 * 60 * 60 * 1000;

/** Each with its pattern, and what must hold of a match beyond it. Runs are bounded or anchored: answers may be long. */
const TRACES: readonly {
  readonly trace: Trace;
  readonly pattern: RegExp;
  readonly holds?: (found: string, now: number) => boolean;
}[] = [
  {
    trace: "e-mail",
    pattern: /(?<![\w.+-])[\w.+-]{1,64}(?:@|%40)[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){1,8}/gi,
  },
  {
    trace: "instant",
    pattern: /(?<!\d)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?/g,
    holds: (found, now) => Math.abs(Date.parse(found) - now) < NEAR,
  },
  {
    trace: "phone",
    pattern: /(?<![\w+-])\+\d(?:[ ().-]{0,2}\d){7,14}(?!\w)/g,
  },
  {
    trace: "phone",
    pattern: /(?<![\w.+-])(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4}(?![\w-])/g,
  },
  { trace: "phone", pattern: /(?<![\w.:+-])\d{10,12}(?![\w.:-])/g },
];

/** Each trace in a text, left to right, as `replace` would have it: what `other` answers stands in its place. */
export function replaceTraces(
  text: string,
  now: number,
  other: (found: string, trace: Trace) => string,
): string {
  return TRACES.reduce(
    (told, { trace, pattern, holds }) =>
      told.replace(pattern, (found) => (holds?.(found, now) === false ? found : other(found, trace))),
    text,
  );
}

/** Words long enough to be an id. */
export const WORD = /[A-Za-z0-9_-]{16,}/g;
