import { isWhole, type Location } from "../../contract/locations.ts";

/** Words that a field's name may be written as: `line item` for `lineItems`. */
const MOST_WORDS = 4;

const bare = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "")
    .replace(/s$/, "");

/** True if the words of a refusal name a field, as it is written or as people write it. */
export function isNamedIn(name: string, words: string): boolean {
  const wanted = bare(name);
  const all = words.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  return all.some((_, start) =>
    Array.from({ length: MOST_WORDS }, (_unused, count) => all.slice(start, start + count + 1).join("")).some(
      (joined) => bare(joined) === wanted,
    ),
  );
}

/** The locations that the words of a refusal name, first those of which they name most of the path, then the longest names. */
export function namedLocations(locations: readonly Location[], words: string): readonly Location[] {
  const found = locations.flatMap((location) => {
    const names = location.tokens.filter((token) => token !== "-");
    const own = names.at(-1) ?? "";
    // An item of a list has no name of its own.
    if (isWhole(location) || location.tokens.at(-1) === "-" || !isNamedIn(own, words)) return [];
    return [{ location, count: names.filter((name) => isNamedIn(name, words)).length, own }];
  });
  const seen = new Set<string>();
  return found
    .sort((a, b) => b.count - a.count || b.own.length - a.own.length)
    .flatMap(({ location }) => {
      if (seen.has(location.pointer)) return [];
      seen.add(location.pointer);
      return [location];
    });
}
