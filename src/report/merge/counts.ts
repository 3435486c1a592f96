/** Counts of several parts, added up. */

/** The members of objects with equal names and numbers as values, added up. */
export const summed = <T extends { readonly [name: string]: number | undefined }>(all: readonly T[]): T =>
  joined(all, (a, b) => (a ?? 0) + (b ?? 0)) as T;

/** Objects of counts by name, added up name by name. */
export const summedByName = <T extends object>(
  all: readonly { readonly [name: string]: T }[],
): { [name: string]: T } => joined(all, (a, b) => summed([a, b] as never[]) as T);

/** The members of all objects; those of one name made one. */
function joined<T>(
  all: readonly { readonly [name: string]: T }[],
  join: (a: T, b: T) => T,
): { [name: string]: T } {
  const members = new Map<string, T>();
  for (const [name, value] of all.flatMap((one) => Object.entries(one)))
    members.set(name, members.has(name) ? join(members.get(name) as T, value) : value);
  return Object.fromEntries(members);
}

/** Lists of texts with their counts, added up text by text. */
export function summedPairs(
  all: readonly (readonly (readonly [text: string, count: number])[])[],
): [string, number][] {
  const counts = new Map<string, number>();
  for (const [text, count] of all.flat()) counts.set(text, (counts.get(text) ?? 0) + count);
  return [...counts];
}

/** The first of all values of a list that are alike. */
export function distinct<T>(all: readonly T[], keyOf: (value: T) => string): T[] {
  const first = new Map<string, T>();
  for (const value of all) if (!first.has(keyOf(value))) first.set(keyOf(value), value);
  return [...first.values()];
}
