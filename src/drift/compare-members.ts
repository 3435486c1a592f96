/** Compares the alternatives of two unions one by one. */
import { equal } from "../core/json.ts";
import { sentencesIn } from "./arrived-sentences.ts";
import type { ChangeClass } from "./change.ts";
import { isUnknown } from "./compare-partial.ts";
import { type ComparedLocation, type Finding, finding, narrowed, widened } from "./finding.ts";
import { EMPTY, type Shape } from "./shape.ts";
import { memberWord, typeWord } from "./type-word.ts";

type Compare = (before: Shape, after: Shape, location: ComparedLocation) => Finding[];

/**
 * The changes of the alternatives that both unions have, each at its own location and once, and one change for all that come
 * or go: one more allows more, one less allows less.
 */
export function compareMembers(
  before: Shape,
  after: Shape,
  location: ComparedLocation,
  compare: Compare,
): Finding[] {
  const known = ({ union }: Shape): Shape[] => union.filter((member) => !isUnknown(member));
  const { pairs, gone, come } = paired(known(before), known(after));
  const inside = pairs.flatMap(([from, to]) => compare(from, to, location));
  // An alternative that one side lacks may be the one of which nothing is known there.
  const isWhole = [before, after].every((shape) => known(shape).length === shape.union.length);
  return [...(isWhole ? moved(before, after, location, { gone, come }) : []), ...distinct(inside)];
}

function moved(
  before: Shape,
  after: Shape,
  location: ComparedLocation,
  { gone, come }: Omit<Pairing, "pairs">,
): Finding[] {
  if (gone.length === 0 && come.length === 0) return [];
  const direction =
    gone.length === 0 ? widened : come.length === 0 ? narrowed : (): ChangeClass => "breaking";
  const words = [typeWord(before), typeWord(after)];
  const [from = "", to = ""] = words[0] === words[1] ? [membersWord(before), membersWord(after)] : words;
  const sentences = [
    ...come.flatMap((member) => sentencesIn(member, location, "gained")),
    ...gone.flatMap((member) => sentencesIn(member, location, "lost")),
  ];
  const details = {
    class: direction(location.direction),
    before: from,
    after: to,
    ...(sentences.length === 0 ? {} : { sentences }),
  };
  return [finding(location, [before, after], "type-changed", details)];
}

const membersWord = ({ union }: Shape): string => union.map(memberWord).join(" | ");

interface Pairing {
  readonly pairs: readonly (readonly [Shape, Shape])[];
  readonly gone: readonly Shape[];
  readonly come: readonly Shape[];
}

/** Alternatives that say the same are left out; the others are paired by likeness, the most alike first. */
function paired(before: readonly Shape[], after: readonly Shape[]): Pairing {
  const gone = new Set(before.filter(({ key }) => !after.some((other) => other.key === key)));
  const come = new Set(after.filter(({ key }) => !before.some((other) => other.key === key)));
  const pairs: (readonly [Shape, Shape])[] = [];
  const candidates = [...gone].flatMap((from) =>
    [...come].map((to) => ({ from, to, likeness: likeness(from, to, gone.size === 1 && come.size === 1) })),
  );
  for (const { from, to, likeness } of candidates.sort((a, b) => b.likeness - a.likeness)) {
    if (likeness <= 0 || !gone.has(from) || !come.has(to)) continue;
    gone.delete(from);
    come.delete(to);
    pairs.push([from, to]);
  }
  return { pairs, gone: [...gone], come: [...come] };
}

/** From 0 for alternatives that are not to be compared to 1; objects must share half of their properties, unless they are the only ones left. */
function likeness(a: Shape, b: Shape, isLast: boolean): number {
  if (!equal([...a.types], [...b.types])) return 0;
  if (a.properties.size + b.properties.size === 0) return typeWord(a) === typeWord(b) ? 1 : 0.5;
  const names = [...new Set([...a.properties.keys(), ...b.properties.keys()])];
  const shared = names.filter((name) => a.properties.has(name) && b.properties.has(name));
  const alike = shared.filter((name) => typeWordOf(a, name) === typeWordOf(b, name));
  const share = shared.length / names.length;
  return share >= 0.5 || isLast ? (share + alike.length / names.length) / 2 + Number.EPSILON : 0;
}

const typeWordOf = (shape: Shape, name: string): string | undefined => {
  const property = shape.properties.get(name);
  return property && typeWord(property);
};

/** Findings without those that another alternative has given already. */
const distinct = (findings: readonly Finding[]): Finding[] =>
  findings.filter((finding, at) => findings.findIndex((other) => isAlike(finding, other)) === at);

const isAlike = (a: Finding, b: Finding): boolean =>
  a.at === b.at &&
  a.kind === b.kind &&
  a.keyword === b.keyword &&
  equal(a.before, b.before) &&
  equal(a.after, b.after);

/** A schema that is no union as one with an alternative for each of its types; its words stay with the whole. */
export function asUnion(shape: Shape): Shape {
  const {
    nullable,
    description,
    examples,
    deprecated,
    readOnly,
    writeOnly,
    origin,
    key,
    default: preset,
  } = shape;
  const words = { nullable, description, examples, deprecated, readOnly, writeOnly, origin, key };
  const { default: _, ...own } = shape;
  const union = shape.types.map((type): Shape => {
    const member: Shape = { ...own, ...BARE, types: [type] };
    return type === "object" ? member : { ...member, properties: new Map(), required: new Set() };
  });
  return { ...EMPTY, ...words, ...(preset === undefined ? {} : { default: preset }), union };
}

const { nullable, description, examples, deprecated, readOnly, writeOnly } = EMPTY;
const BARE = { nullable, description, examples, deprecated, readOnly, writeOnly };
