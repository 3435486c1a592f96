/** Compares a schema that one side of the docs shows in part with the whole one of the other. */
import { type ComparedLocation, type Finding, finding } from "./finding.ts";
import { KNOWLEDGE, type Shape } from "./shape.ts";
import { typeWord } from "./type-word.ts";

/** Comparisons of what both sides have, and of one property that a side may lack. */
export interface Comparison {
  readonly shapes: (before: Shape, after: Shape, location: ComparedLocation) => Finding[];
  readonly property: (name: string, before: Shape, after: Shape, location: ComparedLocation) => Finding[];
}

/** True for a schema of which nothing is known: a reference that leads nowhere. */
export const isUnknown = ({ knowledge, types, properties, union }: Shape): boolean =>
  knowledge === "shown" && types.length + properties.size + union.length === 0;

/**
 * Differences where one of two schemas is known in part: a type that the whole one does not allow, and properties that the part
 * shows and the whole one lacks. What the part does not say is unknown, and no difference.
 */
export function comparePartial(
  before: Shape,
  after: Shape,
  location: ComparedLocation,
  { shapes, property }: Comparison,
): Finding[] {
  const rank = ({ knowledge }: Shape): number => KNOWLEDGE.indexOf(knowledge);
  const [part, whole] = rank(before) < rank(after) ? [before, after] : [after, before];
  if (part.types.length > 0 && !allows(whole, part))
    return [
      finding(location, [before, after], "type-changed", {
        class: "breaking",
        before: typeWord(before),
        after: typeWord(after),
      }),
    ];
  // A schema that leaves its properties open says nothing against those that are shown.
  const names = whole.properties.size === 0 ? [] : [...part.properties.keys()];
  const inside = names.flatMap((name) => property(name, before, after, location));
  const items = before.items && after.items ? shapes(before.items, after.items, within(location)) : [];
  return [...inside, ...items];
}

const within = (location: ComparedLocation): ComparedLocation => ({
  ...location,
  at: `${location.at}/-`,
  path: `${location.path}/-`,
});

/** True if the whole schema allows every type that the part shows; a number of an example may be a whole one. */
function allows({ types, union }: Shape, part: Shape): boolean {
  if (types.length + union.length === 0) return true;
  const all = [...types, ...union.flatMap((member) => member.types)];
  return part.types.every((type) => all.includes(type) || (type === "number" && all.includes("integer")));
}
