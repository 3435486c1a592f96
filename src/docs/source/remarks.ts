import { quote } from "../capture-error.ts";
import type { BrokenReference, Source } from "./source.ts";

/** Sentences for the reader: other documents that were read, what was passed over, and references that lead nowhere, each once. */
export const remarksOf = ({
  read,
  broken,
  unsound = [],
}: Pick<Source, "read" | "broken" | "unsound">): string[] => [
  ...read.map((name) => `also read ${name}`),
  ...unsound.map((what) => `passed over: ${what}`),
  ...new Set(broken.map(leftOut)),
];

/** A reference that leads nowhere, as a remark. */
export const leftOut = ({ name, at, ref, reason }: BrokenReference): string =>
  `left out: ${name}#${at}: $ref ${quote(ref)} leads nowhere (${reason})`;
