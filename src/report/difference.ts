/** Characters shown on either side of the place where two texts part. */
const AROUND = 12;

/** Length up to which two texts are seen to differ at a glance. */
const SHORT = 24;

/**
 * The first difference of two texts, in words: where they part, with what each has there as characters and code points.
 * Undefined where they are no texts, or short and plain enough to be seen to differ.
 */
export function valueDifference(expected: unknown, received: unknown): string | undefined {
  if (typeof expected !== "string" || typeof received !== "string" || expected === received) return undefined;
  const [before, after] = [[...expected], [...received]];
  const at = before.findIndex((char, index) => char !== after[index]);
  const place = at < 0 ? before.length : at;
  const [one, other] = [pointsAt(before, place), pointsAt(after, place)];
  const isHidden = [before[place], after[place]].some((char) => char !== undefined && !PLAIN.test(char));
  if (!isHidden && Math.max(before.length, after.length) <= SHORT) return undefined;
  const common = before.slice(Math.max(0, place - AROUND), place).join("");
  const after_ = common === "" ? "" : `, after ${JSON.stringify(common)}`;
  return `they part at character ${place + 1}${after_}: ${one} against ${other}`;
}

/** A character that is what it looks like. */
const PLAIN = /^[\x21-\x7e]$/;

/** The character at a place, as itself where that can be seen, and as a code point. */
function pointsAt(characters: readonly string[], place: number): string {
  const char = characters[place];
  if (char === undefined) return "the end";
  const point = `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(char) && !/\p{Default_Ignorable_Code_Point}/u.test(char)
    ? `${char} (${point})`
    : point;
}
