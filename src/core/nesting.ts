import { escapeToken } from "./json.ts";

/** Levels that documents may nest at most: most of their readers recurse once for each level. */
const MOST_LEVELS = 300;

/** The JSON pointer at which a value nests too deep to be read; undefined where it does not. */
export function tooDeep(root: unknown): string | undefined {
  const open: { readonly value: unknown; readonly at: string; readonly level: number }[] = [
    { value: root, at: "", level: 0 },
  ];
  // An alias of YAML stands at many locations, of which the deepest counts.
  const seen = new Map<unknown, number>();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, at, level } = next;
    if (typeof value !== "object" || value === null || (seen.get(value) ?? -1) >= level) continue;
    if (level > MOST_LEVELS) return at;
    seen.set(value, level);
    for (const [key, member] of Object.entries(value))
      if (typeof member === "object" && member !== null)
        open.push({ value: member, at: `${at}/${escapeToken(key)}`, level: level + 1 });
  }
  return undefined;
}
