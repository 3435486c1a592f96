/** Differences between two bodies: whether there is one, its media types, its schema and its examples. */
import type { Json } from "../core/json.ts";
import { descriptionsIn, sentencesOfAll } from "./arrived-sentences.ts";
import type { ChangeClass, ChangeKind, SentenceChange } from "./change.ts";
import { compareExamples, withoutRepeated } from "./compare-examples.ts";
import { compareShapes } from "./compare-shapes.ts";
import { compareProse } from "./compare-words.ts";
import { descriptionsOfBody } from "./descriptions.ts";
import { type ComparedLocation, type Finding, finding } from "./finding.ts";
import type { Body, Content } from "./operation-model.ts";
import { ANYTHING } from "./shape-of.ts";
import { typeWord } from "./type-word.ts";

/** Every difference of two bodies; one that comes or goes is told with its sentences. */
export function compareBodies(
  before: Body | undefined,
  after: Body | undefined,
  location: ComparedLocation,
): Finding[] {
  if (before?.isUnknown || after?.isUnknown) return [];
  if (before !== undefined && after !== undefined) return compareKept(before, after, location);
  const body = before ?? after;
  if (body === undefined) return [];
  const change = after === undefined ? "lost" : "gained";
  const isHarmless = change === "gained" && !(location.direction === "sent" && body.required);
  return [
    finding(location, [before?.shape ?? ANYTHING, after?.shape ?? ANYTHING], KINDS[change], {
      class: isHarmless ? "compatible" : "breaking",
      before: before === undefined ? null : typeWord(before.shape),
      after: after === undefined ? null : typeWord(after.shape),
      ...withSentences(sentencesOfAll(descriptionsOfBody(body, location), change)),
    }),
  ];
}

const KINDS = { gained: "property-added", lost: "property-removed" } as const satisfies {
  [change: string]: ChangeKind;
};

const withSentences = (sentences: readonly SentenceChange[]) => (sentences.length === 0 ? {} : { sentences });

function compareKept(before: Body, after: Body, location: ComparedLocation): Finding[] {
  const isSent = location.direction === "sent";
  const shapes = [before.shape, after.shape] as const;
  const found = compareMedia(before, after, location);
  if (isSent && before.required !== after.required)
    found.unshift(
      finding(location, shapes, after.required ? "required-added" : "required-removed", {
        class: after.required ? "breaking" : "compatible",
        before: before.required,
        after: after.required,
      }),
    );
  return isSent
    ? [...found, ...compareProse(before.description, after.description, location, shapes)]
    : found;
}

/** Media types that come or go, and the differences in each that stays; where none stays, the first ones are compared. */
function compareMedia(before: Body, after: Body, location: ComparedLocation): Finding[] {
  const [old, now] = [contentsOf(before), contentsOf(after)];
  const kept = old.flatMap((content) => {
    const other = now.find(({ mediaType }) => mediaType === content.mediaType);
    return other === undefined ? [] : [[content, other] as const];
  });
  const pairs = kept.length > 0 ? kept : [[before, after] as const];
  const distinct = pairs.filter(([from, to], at) => !pairs.slice(0, at).some(isSame(from, to)));
  const found = distinct.flatMap(([from, to]) => compareContent(from, to, location));
  const [from, to] = [old, now].map((all) => all.map(({ mediaType }) => mediaType).toSorted());
  if (from === undefined || to === undefined || from.join() === to.join()) return found;
  const change: ChangeClass = from.every((type) => to.includes(type)) ? "compatible" : "breaking";
  const sentences = [
    ...newSentences(now, old, location, "gained"),
    ...newSentences(old, now, location, "lost"),
  ];
  const details = { class: change, before: oneOrAll(from), after: oneOrAll(to), ...withSentences(sentences) };
  return [finding(location, [before.shape, after.shape], "type-changed", details), ...found];
}

/** The sentences in media types that the other side lacks, but for those that another media type of either side has as well. */
function newSentences(
  contents: readonly Content[],
  others: readonly Content[],
  location: ComparedLocation,
  change: "gained" | "lost",
): SentenceChange[] {
  const isNew = ({ mediaType }: Content): boolean => !others.some((other) => other.mediaType === mediaType);
  const sentences = (all: readonly Content[]): SentenceChange[] =>
    sentencesOfAll(
      all.flatMap(({ shape }) => descriptionsIn(shape, location)),
      change,
    );
  const kept = contents.filter((content) => !isNew(content));
  const known = new Set(sentences([...others, ...kept]).map(({ hash }) => hash));
  return sentences(contents.filter(isNew)).filter(({ hash }) => !known.has(hash));
}

const contentsOf = (body: Body): readonly Content[] => [body, ...body.others];

/** A media type that says what another one says needs no comparison of its own. */
const isSame =
  (before: Content, after: Content) =>
  ([from, to]: readonly [Content, Content]): boolean =>
    from.shape.key === before.shape.key && to.shape.key === after.shape.key;

const oneOrAll = (all: readonly string[]): Json => (all.length === 1 ? (all[0] ?? null) : [...all]);

function compareContent(before: Content, after: Content, location: ComparedLocation): Finding[] {
  const found = withoutRepeated(before, after, location, compareShapes(before.shape, after.shape, location));
  return [...found, ...compareExamples(before, after, location, found)];
}
