import type { InstancePointer } from "../contract/pointers.ts";
/** The way from a case's body to the smaller one that shrinking came to. */
export interface ShrinkPath {
  /** Where shrinking started from the smallest body that has the finding's locations: their JSON pointers. */
  readonly places?: readonly InstancePointer[];
  /** fast-check's path from the body that shrinking started with. */
  readonly steps: string;
}

/** As it stands in a report: `["/tiers/0/rate"]#0:2:1`, or the steps alone. */
export const shrinkPathText = ({ places, steps }: ShrinkPath): string =>
  places === undefined ? steps : `${JSON.stringify(places)}#${steps}`;

/** Reads what `shrinkPathText` has written. */
export function readShrinkPath(text: string): ShrinkPath {
  const cut = text.lastIndexOf("#");
  if (cut < 0) return { steps: text };
  return { places: JSON.parse(text.slice(0, cut)) as InstancePointer[], steps: text.slice(cut + 1) };
}
