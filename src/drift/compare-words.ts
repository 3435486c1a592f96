/** Differences in the words about a value: description, examples, deprecation, who may set it. */
import { equal } from "../core/json.ts";
import type { SentenceChange } from "./change.ts";
import { fieldOf } from "./field.ts";
import { type ComparedLocation, type Finding, finding } from "./finding.ts";
import { missingFrom, sentenceHash, sentencesOf } from "./prose.ts";
import type { Shape } from "./shape.ts";
import { ANYTHING } from "./shape-of.ts";

/** Differences between what two schemas say for people, and between their marks for tools. */
export function compareWords(before: Shape, after: Shape, location: ComparedLocation): Finding[] {
  const shapes = [before, after] as const;
  const found: Finding[] = [];
  if (before.readOnly !== after.readOnly) {
    const change = location.direction === "read" ? "annotation" : after.readOnly ? "breaking" : "compatible";
    found.push(
      finding(location, shapes, "readonly-changed", {
        class: change,
        before: before.readOnly,
        after: after.readOnly,
      }),
    );
  }
  if (before.deprecated !== after.deprecated) {
    const kind = after.deprecated ? "deprecated-added" : "deprecated-removed";
    found.push(
      finding(location, shapes, kind, {
        class: "annotation",
        before: before.deprecated,
        after: after.deprecated,
      }),
    );
  }
  found.push(...compareProse(before.description, after.description, location, shapes));
  const sorted = ({ examples }: Shape) => examples.map((example) => JSON.stringify(example)).sort();
  if (!equal(sorted(before), sorted(after))) {
    const [from, to] = [before, after].map(({ examples }) =>
      examples.length > 1 ? [...examples] : (examples[0] ?? null),
    );
    found.push(
      finding(location, shapes, "example-changed", {
        class: "annotation",
        before: from ?? null,
        after: to ?? null,
      }),
    );
  }
  return found;
}

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
