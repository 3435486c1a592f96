/** The drift report for a terminal: a line a change, then what it touches. */
import { cut, log, prose } from "../core/output/sinks.ts";
import type { Change, DriftReport, Impact } from "./change.ts";
import { READ_KEYWORD } from "./review.ts";
import { impactOf, type ToldChange, toldOnce } from "./told-once.ts";
import { shownPair } from "./what-differs.ts";

const MOST = 60;
/** A place is shown whole, however long a real one may be. */
const WHOLE = 400;
/** Number of things of one kind that are named for a change; the report's data names all. */
const MOST_NAMED = 6;

/** The report as lines; what the docs say is shortened and holds no control characters. */
export function reportText(report: DriftReport): string {
  const lines = toldOnce(report.changes).flatMap(changeLines);
  for (const { action, target, problem } of report.overlay ?? [])
    lines.push(`overlay     action ${action} (target ${oneLine(target)}): ${OVERLAY_PROBLEMS[problem]}`);
  const { cases } = report;
  if (cases && cases.appear + cases.vanish > 0)
    lines.push(`cases       ${cases.appear} more appear, ${cases.vanish} more vanish`);
  for (const { id, reason } of report.ignored ?? []) lines.push(`ignored     ${id}: ${oneLine(reason, 200)}`);
  const { changes } = report;
  lines.push(
    changes.length === 0
      ? `${oneLine(report.operation)}: no drift`
      : `${oneLine(report.operation)}: ${countWords(report)}`,
  );
  const snippet = reviewSnippet(report);
  if (snippet.length > 0)
    lines.push(
      "",
      `turn each sentence into a rule that cites it, or mark it as read in ${READ_KEYWORD}:`,
      ...snippet,
    );
  return log(`${lines.join("\n")}\n`);
}

export const OVERLAY_PROBLEMS = {
  "target-gone": "its target is gone; correct or remove it",
  "target-moved": "the operation has another path or method now; correct its target",
  "field-gone": "it speaks of a field that the docs have no more; take that out of it",
  "changes-nothing": "it changes nothing any more, the docs say it now; remove it",
} as const;

/** The number of changes as they are told, by class, the worst first. */
export function countWords({ changes }: DriftReport): string {
  const told = toldOnce(changes);
  const counts = new Map<string, number>();
  for (const { change } of told) counts.set(change.class, (counts.get(change.class) ?? 0) + 1);
  const all = [...counts].map(([name, count]) => `${count} ${name}`).join(", ");
  return `${told.length} ${told.length === 1 ? "change" : "changes"}: ${all}`;
}

function changeLines({ change, twins }: ToldChange): string[] {
  const { id, class: severity, side, kind, keyword, also, sentences = [] } = change;
  const isKept = sentences.some((sentence) => sentence.change === "kept");
  const [before, after] = shownPair(change.before, change.after);
  const difference = isKept ? "as it stands" : `${before} → ${after}`;
  const bound = keyword === undefined ? "" : ` [${keyword}]`;
  const lines = [
    `${severity.padEnd(11)} ${side.padEnd(10)} ${kind.padEnd(20)} ${locationWords(change)}${bound}: ${difference} (${id})`,
  ];
  if (also) lines.push(`            also at ${also.map((other) => oneLine(other, WHOLE)).join(", ")}`);
  for (const twin of twins)
    lines.push(`            also in the ${twin.side} at ${locationWords(twin)}, ${twin.id}`);
  for (const { text, hash, change, review } of sentences)
    lines.push(
      `            ${review === "unreviewed" ? "rule: unreviewed" : (review ?? change)} ${hash} ${change === "lost" ? "-" : "+"} ${oneLine(text, 200)}`,
    );
  return [...lines, ...impactWords(impactOf({ change, twins })).map((word) => `            touches ${word}`)];
}

/** The location of a change, and of which answer it is. */
const locationWords = ({ at, status }: Pick<Change, "at" | "status">): string =>
  oneLine(`${at === "" ? "(whole)" : at}${status === undefined ? "" : ` of ${status}`}`, WHOLE);

/** The impact of a change as phrases: like things together, the first few of them named. */
export function impactWords(impact: readonly Impact[]): string[] {
  const groups = new Map<string, Impact[]>();
  for (const touched of impact) {
    const key = `${touched.what}: ${touched.note ?? ""}`;
    groups.set(key, [...(groups.get(key) ?? []), touched]);
  }
  return [...groups.values()].map((group) => {
    const [first] = group;
    const names = group.slice(0, MOST_NAMED).map(({ name }) => oneLine(name, 120));
    const more = group.length > names.length ? ` and ${group.length - names.length} more` : "";
    return `${first?.what} ${names.join(", ")}${more}${first?.note === undefined ? "" : `: ${oneLine(first.note, 200)}`}`;
  });
}

/** One line, shortened; docs must not move a reader's cursor, nor turn the text around. */
export const oneLine = (text: string, most = MOST): string => cut(prose(text), most);

/** Entries to paste for each sentence that nobody has reviewed; the note is for a person to write. */
export function reviewSnippet({ changes }: DriftReport): string[] {
  const open = changes.flatMap(({ at, sentences = [] }) =>
    sentences.filter((sentence) => sentence.review === "unreviewed").map(({ hash }) => ({ at, hash })),
  );
  return [...new Map(open.map((entry) => [entry.hash, entry])).values()].map(
    ({ at, hash }) => `  - {hash: '${hash}', at: ${JSON.stringify(oneLine(at, 200))}, note: }`,
  );
}
