import { Random } from "fast-check";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** fast-check's random source, from a seed alone: the same seed draws the same values. */
export const randomOf = (seed: number): Random => new Random(xoroshiro128plus(seed | 0));

/** A seed for one case out of the run's seed and the case's name (FNV-1a), so that cases do not depend on their order. */
export function seedOf(seed: number, name: string): number {
  let hash = 0x811c9dc5 ^ (seed | 0);
  for (let index = 0; index < name.length; index++)
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  return (hash ^ (hash >>> 15)) | 0;
}
