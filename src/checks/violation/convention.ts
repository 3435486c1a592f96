/** Ways to spell a name of several words. */
const CONVENTIONS: readonly (readonly [name: string, spelled: (words: readonly string[]) => string])[] = [
  ["camelCase", ([first = "", ...rest]) => first + rest.map(capitalised).join("")],
  ["PascalCase", (words) => words.map(capitalised).join("")],
  ["snake_case", (words) => words.join("_")],
  ["kebab-case", (words) => words.join("-")],
  ["SCREAMING_SNAKE_CASE", (words) => words.join("_").toUpperCase()],
  ["lower case", (words) => words.join("")],
  ["upper case", (words) => words.join("").toUpperCase()],
];

const capitalised = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

/** The words of a name in lower case; each capital of a run begins one in the second reading. */
const readings = (name: string): string[][] =>
  [name.replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, "$1 $2"), name.replace(/(\p{Lu})/gu, " $1")].map((spaced) =>
    spaced
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== "")
      .map((word) => word.toLowerCase()),
  );

/** True for names that differ in case, hyphens and underscores alone. */
export const isSameName = (one: string, other: string): boolean =>
  bareName(one) === bareName(other) && bareName(one) !== "";

/** A name in lower case, without all that stands between its words. */
export const bareName = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** The convention by which one name is spelled as another; undefined where it is another name, or spelled by none. */
export const convention = (from: string, to: string): string | undefined =>
  CONVENTIONS.find(([, spelled]) => readings(from).some((words) => spelled(words) === to))?.[0];
