/** Differences between two schemas, and whom each of them breaks. */
import { equal, escapeToken, inWords, type Json } from "../core/json.ts";
import { sentencesIn } from "./arrived-sentences.ts";
import type { ChangeClass, SentenceChange } from "./change.ts";
import { compareBounds } from "./compare-bounds.ts";
import { compareEnums } from "./compare-enums.ts";
import { asUnion, compareMembers } from "./compare-members.ts";
import { comparePartial, isUnknown } from "./compare-partial.ts";
import { compareWords } from "./compare-words.ts";
import { type ComparedLocation, type Finding, finding, narrowed, widened } from "./finding.ts";
import type { Shape } from "./shape.ts";
import { ANYTHING } from "./shape-of.ts";
import { typeWord } from "./type-word.ts";

/** Every difference of two schemas at one location, and below it. */
export function compareShapes(given: Shape, other: Shape, location: ComparedLocation): Finding[] {
  if (isUnknown(given) || isUnknown(other)) return [];
  if (given.knowledge !== other.knowledge)
    return comparePartial(given, other, location, { shapes: compareShapes, property: comparePartProperty });
  const [before, after] = bothUnions(given, other);
  return [
    ...compareValues(before, after, location),
    ...compareWords(before, after, location),
    ...compareParts(before, after, location),
  ];
}

/** Both as unions where one is a union of schemas, and the other one of them alone. */
function bothUnions(before: Shape, after: Shape): [Shape, Shape] {
  const isUnion = ({ union, types, properties }: Shape): boolean =>
    union.length > 0 && types.length === 0 && properties.size === 0;
  const isPlain = ({ union, types }: Shape): boolean => union.length === 0 && types.length > 0;
  if (isUnion(before) && isPlain(after)) return [before, asUnion(after)];
  return isPlain(before) && isUnion(after) ? [asUnion(before), after] : [before, after];
}

function compareValues(before: Shape, after: Shape, location: ComparedLocation): Finding[] {
  const shapes = [before, after] as const;
  const retyped = compareTypes(before, after, location);
  const isRetyped = retyped.some(({ kind, at }) => kind === "type-changed" && at === location.at);
  const isSame = (a: Json, b: Json): boolean => equal(a, b) || (isRetyped && inWords(a) === inWords(b));
  const isTyped = [before, after].every(({ types, union }) => types.length + union.length > 0);
  const found = [...retyped, ...compareEnums(before, after, location, isSame)];
  if (isTyped && before.nullable !== after.nullable) {
    const change = after.nullable
      ? (["nullable-added", widened] as const)
      : (["nullable-removed", narrowed] as const);
    const details = { class: change[1](location.direction), before: before.nullable, after: after.nullable };
    found.push(finding(location, shapes, change[0], details));
  }
  const [from = null, to = null] = [before.default, after.default];
  if (!isSame(from, to) || (before.default === undefined) !== (after.default === undefined))
    found.push(
      finding(location, shapes, "default-changed", {
        class: defaultClass(before, location),
        before: from,
        after: to,
      }),
    );
  for (const { direction, ...bound } of compareBounds(before, after)) {
    const details = { tightened: narrowed, loosened: widened, changed: (): ChangeClass => "breaking" }[
      direction
    ];
    const kind = direction === "loosened" ? "bound-loosened" : "bound-tightened";
    found.push(finding(location, shapes, kind, { class: details(location.direction), ...bound }));
  }
  return [...found, ...compareFormats(before, after, location)];
}

/**
 * The class of a changed default: a caller who leaves the field out gets another value, or no promised one; a reader
 * finds the value in the answer.
 */
function defaultClass(before: Shape, { direction }: ComparedLocation): ChangeClass {
  return direction === "sent" && before.default !== undefined ? "breaking" : "compatible";
}

function compareTypes(before: Shape, after: Shape, location: ComparedLocation): Finding[] {
  const hasSameTypes = equal([...before.types], [...after.types]);
  if (hasSameTypes && before.union.length > 0 && after.union.length > 0)
    return compareMembers(before, after, location, compareShapes);
  const members = ({ types, union }: Shape): string[] => [...types, ...union.map(({ key }) => key)];
  const [from, to] = [members(before), members(after)];
  if (equal(from.toSorted(), to.toSorted())) return [];
  const allows = (outer: readonly string[], inner: readonly string[]): boolean =>
    outer.length === 0 ||
    (inner.length > 0 &&
      inner.every((type) => outer.includes(type) || (type === "integer" && outer.includes("number"))));
  const direction = allows(to, from) ? widened : allows(from, to) ? narrowed : (): ChangeClass => "breaking";
  const sentences = isListNoMore(before, after)
    ? [...itemSentences(after, location, "gained"), ...itemSentences(before, location, "lost")]
    : [];
  const details = { class: direction(location.direction), before: typeWord(before), after: typeWord(after) };
  return [finding(location, [before, after], "type-changed", { ...details, ...withSentences(sentences) })];
}

const itemSentences = (
  { items }: Shape,
  location: ComparedLocation,
  change: "gained" | "lost",
): SentenceChange[] => (items === undefined ? [] : sentencesIn(items, location, change));

function compareFormats(before: Shape, after: Shape, location: ComparedLocation): Finding[] {
  const [from = null, to = null] = [before.format, after.format];
  if (from === to) return [];
  const details =
    from === null ? narrowed(location.direction) : to === null ? widened(location.direction) : "breaking";
  return [finding(location, [before, after], "format-changed", { class: details, before: from, after: to })];
}

function compareParts(before: Shape, after: Shape, location: ComparedLocation): Finding[] {
  const deeper = (path: string): ComparedLocation => ({
    ...location,
    at: `${location.at}${path}`,
    path: `${location.path}${path}`,
  });
  const found = [...new Set([...before.properties.keys(), ...after.properties.keys()])].flatMap((name) =>
    compareProperty(name, before, after, propertyOf(before, after, name, location)),
  );
  if ((before.items || after.items) && !isListNoMore(before, after))
    found.push(...compareShapes(before.items ?? ANYTHING, after.items ?? ANYTHING, deeper("/-")));
  // A schema that is closed for other properties states that as a bound.
  if ((before.rest || after.rest) && !("additionalProperties" in { ...before.bounds, ...after.bounds }))
    found.push(...compareShapes(before.rest ?? ANYTHING, after.rest ?? ANYTHING, deeper("/*")));
  return found;
}

/** True where a list becomes another type, or the other way round, so that the type tells of its items. */
const isListNoMore = (before: Shape, after: Shape): boolean =>
  [before, after].every(({ types }) => types.length > 0) &&
  before.types.includes("array") !== after.types.includes("array");

/** A property of two objects of which one is known in part, so that nobody knows whether it is required there. */
function comparePartProperty(
  name: string,
  before: Shape,
  after: Shape,
  location: ComparedLocation,
): Finding[] {
  const optional = (shape: Shape): Shape => ({ ...shape, required: new Set() });
  return compareProperty(name, optional(before), optional(after), propertyOf(before, after, name, location));
}

/** The location of a property, whose holder is the object that both sides have. */
const propertyOf = (
  before: Shape,
  after: Shape,
  name: string,
  location: ComparedLocation,
): ComparedLocation => {
  const path = `/${escapeToken(name)}`;
  return { ...location, at: `${location.at}${path}`, holder: `${before.key} ${after.key}`, path };
};

function compareProperty(name: string, before: Shape, after: Shape, location: ComparedLocation): Finding[] {
  const [from, to] = [before.properties.get(name), after.properties.get(name)];
  const shapes = [from ?? ANYTHING, to ?? ANYTHING] as const;
  const isRequired = after.required.has(name);
  if (from === undefined && to === undefined) return [];
  if (from === undefined && to !== undefined) {
    const breaks = location.direction === "sent" && isRequired;
    const details = {
      before: null,
      after: typeWord(to),
      ...(isRequired ? { keyword: "required" } : {}),
      ...withSentences(sentencesIn(to, location, "gained")),
    };
    return [
      finding(location, shapes, "property-added", { class: breaks ? "breaking" : "compatible", ...details }),
    ];
  }
  if (from !== undefined && to === undefined)
    return [
      finding(location, shapes, "property-removed", {
        class: "breaking",
        before: typeWord(from),
        after: null,
        ...withSentences(sentencesIn(from, location, "lost")),
      }),
    ];
  const found = compareShapes(...shapes, location);
  if (before.required.has(name) === isRequired) return found;
  const change = isRequired
    ? (["required-added", narrowed] as const)
    : (["required-removed", widened] as const);
  const details = { class: change[1](location.direction), before: !isRequired, after: isRequired };
  return [finding(location, shapes, change[0], details), ...found];
}

const withSentences = (sentences: readonly SentenceChange[]) => (sentences.length === 0 ? {} : { sentences });
