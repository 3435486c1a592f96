/** Differences in the words about a value: description, examples, deprecation, who may set it. */
import type { Json } from "../core/json.ts";
import { equal } from "../core/json.ts";
import type { ChangeClass, ChangeKind, SentenceChange } from "./change.ts";
import { fieldOf } from "./field.ts";
import { type ComparedLocation, type Finding, finding } from "./finding.ts";
import { missingFrom, sentenceHash, sentencesOf } from "./prose.ts";
import type { Shape } from "./shape.ts";
import { ANYTHING } from "./shape-of.ts";

/** Differences between what two schemas say for people, and between their marks for tools. */
export function compareWords(before: Shape, after: Shape, location: ComparedLocation): Finding[] {
  const shapes = [before, after] as const;
  return [
    ...compareMarks(before, after, location),
    ...compareSunsets(before, after, location, shapes),
    ...compareProse(before.description, after.description, location, shapes),
    ...compareFieldExamples(before, after, location),
  ];
}

/** Who may set a value, who gets it, and whether it is deprecated. */
function compareMarks(before: Shape, after: Shape, location: ComparedLocation): Finding[] {
  const isSent = location.direction === "sent";
  const hides = (mark: boolean): ChangeClass => (mark ? "breaking" : "compatible");
  const deprecated = after.deprecated ? "deprecated-added" : "deprecated-removed";
  const marks: readonly (readonly ["readOnly" | "writeOnly" | "deprecated", ChangeKind, ChangeClass])[] = [
    ["readOnly", "readonly-changed", isSent ? hides(after.readOnly) : "annotation"],
    ["writeOnly", "writeonly-changed", isSent ? "annotation" : hides(after.writeOnly)],
    ["deprecated", deprecated, "annotation"],
  ];
  return marks
    .filter(([mark]) => before[mark] !== after[mark])
    .map(([mark, kind, change]) =>
      finding(location, [before, after], kind, { class: change, before: before[mark], after: after[mark] }),
    );
}

function compareFieldExamples(before: Shape, after: Shape, location: ComparedLocation): Finding[] {
  if (hasSameItems(before.examples, after.examples)) return [];
  const [from = null, to = null] = [before, after].map(
    ({ examples }): Json => (examples.length > 1 ? [...examples] : (examples[0] ?? null)),
  );
  const details = { class: "annotation", before: from, after: to } as const;
  return [finding(location, [before, after], "example-changed", details)];
}

/** The day on which something goes: nothing breaks before it. */
export function compareSunsets(
  before: { readonly sunset?: Json },
  after: { readonly sunset?: Json },
  location: ComparedLocation,
  shapes: readonly [Shape, Shape] = [ANYTHING, ANYTHING],
): Finding[] {
  const [from, to] = [before.sunset ?? null, after.sunset ?? null];
  if (equal(from, to)) return [];
  return [finding(location, shapes, "sunset-changed", { class: "annotation", before: from, after: to })];
}

/** True if two lists hold the same values, in any order. */
const hasSameItems = (examples: readonly Json[], others: readonly Json[]): boolean =>
  examples.length === others.length &&
  examples.every((value) => countOf(value, examples) === countOf(value, others));

const countOf = (value: Json, all: readonly Json[]): number =>
  all.filter((item) => equal(item, value)).length;

/** A description that changed: a rule where a sentence did, an annotation where only their order or ends did. */
export function compareProse(
  before: string,
  after: string,
  location: ComparedLocation,
  shapes: readonly [Shape, Shape] = [ANYTHING, ANYTHING],
): Finding[] {
  const [from, to] = [sentencesOf(before), sentencesOf(after)];
  if (equal(from, to)) return [];
  const field = fieldOf(location);
  const change =
    (change: SentenceChange["change"]) =>
    (text: string): SentenceChange => ({ text, hash: sentenceHash(field, text), change });
  const sentences = [
    ...missingFrom(from, to).map(change("gained")),
    ...missingFrom(to, from).map(change("lost")),
  ];
  return [
    finding(location, shapes, "description-changed", {
      class: sentences.length > 0 ? "rule" : "annotation",
      before: before === "" ? null : before,
      after: after === "" ? null : after,
      ...(sentences.length === 0 ? {} : { sentences }),
    }),
  ];
}
