/** Changes of one schema in request and answer, told together. */
import { equal } from "../core/json.ts";
import type { Change, Impact } from "./change.ts";
import { fieldOf } from "./field.ts";

/** A change, and the changes that one schema brings about on the other side. */
export interface ToldChange {
  readonly change: Change;
  readonly twins: readonly Change[];
}

/**
 * Each change with its twins: the same difference of the same class at a field of the same name in the other body. Docs
 * describe a field once, with the request, and mean the answer as well.
 */
export function toldOnce(changes: readonly Change[]): ToldChange[] {
  const told: { change: Change; twins: Change[] }[] = [];
  for (const change of changes) {
    const same = told.find((candidate) => isTwin(candidate.change, change));
    if (same === undefined) told.push({ change, twins: [] });
    else same.twins.push(change);
  }
  return told;
}

/** The impact of a change and of its twins, each thing once. */
export const impactOf = ({ change, twins }: ToldChange): Impact[] => [
  ...new Map(
    [change, ...twins].flatMap(({ impact }) => impact).map((impact) => [JSON.stringify(impact), impact]),
  ).values(),
];

function isTwin(a: Change, b: Change): boolean {
  return (
    [a, b].some(({ side }) => side === "request") &&
    [a, b].some(({ side }) => side === "response") &&
    a.kind === b.kind &&
    a.class === b.class &&
    a.keyword === b.keyword &&
    a.at !== "" &&
    b.at !== "" &&
    (b.at.endsWith(a.at) || a.at.endsWith(b.at)) &&
    fieldOf(a) === fieldOf(b) &&
    equal(a.before, b.before) &&
    equal(a.after, b.after) &&
    equal(hashesOf(a), hashesOf(b))
  );
}

const hashesOf = ({ sentences = [] }: Change): string[] => sentences.map(({ hash, change }) => hash + change);
