/** The limits of what is taken in and judged of an answer, whose size the endpoint decides. */

/** Bytes of a body, unpacked; what follows is not read. */
export const MOST_BYTES = 4 * 1024 * 1024;

/** Characters of all headers together. */
export const MOST_HEADER_CHARACTERS = 64 * 1024;

/** Items of a list that are judged: more than any request here has. */
export const MOST_ITEMS = 2000;

/** Characters of a member's name: one that is longer is left out. */
export const MOST_NAME_CHARACTERS = 256;

/** Values of a body, those within others included: a body of more is not judged. */
export const MOST_VALUES = 100_000;

/** A limit that an answer exceeds. */
export type Excess = "bytes" | "headers" | "depth" | "items" | "name-characters" | "values";

/** True if the body cannot be judged: it was not read to its end, or has too many values. */
export const leavesUnread = (excess: readonly Excess[]): boolean =>
  excess.includes("bytes") || excess.includes("values");
