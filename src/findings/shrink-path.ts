import type { InstancePointer } from "../contract/pointers.ts";
/** The steps of shrinking, from a case's body to the smaller one. */
export interface ShrinkPath {
  /** JSON pointers of the finding's locations, where shrinking started from the smallest body that has them. */
  readonly pointers?: readonly InstancePointer[];
  /** fast-check's path from the body that shrinking started with. */
  readonly steps: string;
}

/** The path as it stands in a report: `["/tiers/0/rate"]#0:2:1`, or the steps alone. */
export const shrinkPathText = ({ pointers, steps }: ShrinkPath): string =>
  pointers === undefined ? steps : `${JSON.stringify(pointers)}#${steps}`;

/** Reads a text that `shrinkPathText` has written. */
export function readShrinkPath(text: string): ShrinkPath {
  const cut = text.lastIndexOf("#");
  if (cut < 0) return { steps: text };
  return { pointers: JSON.parse(text.slice(0, cut)) as InstancePointer[], steps: text.slice(cut + 1) };
}
