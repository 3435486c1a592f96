/** The drift report as the body of a pull request; all that comes from the docs is text there, never markup. */
import { markdown } from "../core/output/sinks.ts";
import type { Change, DriftReport, OverlayMismatch } from "./change.ts";
import { countWords, impactWords, OVERLAY_PROBLEMS, oneLine, reviewSnippet } from "./report-text.ts";
import { READ_KEYWORD } from "./review.ts";
import { impactOf, type ToldChange, toldOnce } from "./told-once.ts";
import { shownPair } from "./what-differs.ts";

/** GitHub refuses the body of a pull request above 65,536 characters. */
const LIMIT = 60_000;

const HEADINGS = {
  breaking: "Breaking for callers",
  rule: "What descriptions say",
  compatible: "Compatible",
  annotation: "Annotations",
} as const;

/** The report as GitHub Markdown, at most 60,000 characters long. */
export function reportMarkdown(report: DriftReport): string {
  const { changes, operation, overlay = [], cases } = report;
  const parts = [
    `## The docs of ${escaped(operation)} ${changes.length === 0 ? "have not changed" : "have changed"}`,
    ...(changes.length === 0 ? [] : [`${countWords(report)}.`]),
    ...overlayPart(overlay),
  ];
  const { tables, left, omitted } = changeTables(changes, LIMIT - parts.join("\n\n").length);
  parts.push(...tables);
  if (cases && cases.appear + cases.vanish > 0)
    parts.push(`${cases.appear} more cases appear in the plan, ${cases.vanish} more vanish.`);
  parts.push(...reviewPart(reviewSnippet(report), left));
  if (omitted > 0)
    parts.push(`${omitted} more changes did not fit here; \`contract capture --json\` has them all.`);
  return `${parts.join("\n\n")}\n`;
}

function overlayPart(overlay: readonly OverlayMismatch[]): string[] {
  if (overlay.length === 0) return [];
  const lines = overlay.map(
    ({ action, target, problem }) =>
      `- action ${action} (target ${code(target)}): ${OVERLAY_PROBLEMS[problem]}`,
  );
  return [["### Overlay entries that no longer fit", "", ...lines].join("\n")];
}

/** A table for each class of changes, within some characters; returns those left, and the number of changes left out. */
function changeTables(changes: readonly Change[], room: number) {
  const told = toldOnce(changes);
  const tables: string[] = [];
  let left = room;
  let omitted = 0;
  for (const [name, heading] of Object.entries(HEADINGS)) {
    const rows: string[] = [];
    for (const row of told.filter(({ change }) => change.class === name).map(changeRow)) {
      if (left < row.length + 500) omitted += 1;
      else {
        left -= row.length + 1;
        rows.push(row);
      }
    }
    if (rows.length > 0) tables.push([`### ${heading}`, "", ...TABLE_HEAD, ...rows].join("\n"));
  }
  return { tables, left, omitted };
}

const TABLE_HEAD = ["| where | what | before | after | touches |", "|---|---|---|---|---|"];

/** The sentences to review, where they have room in some characters. */
function reviewPart(snippet: readonly string[], room: number): string[] {
  if (snippet.length === 0 || snippet.join("\n").length >= room) return [];
  const count = snippet.length === 1 ? "one sentence" : `${snippet.length} sentences`;
  return [
    [
      `Nobody has reviewed ${count}: turn each into a rule that cites it, or mark it as read in ${READ_KEYWORD} of the overlay:`,
      "",
      "```yaml",
      ...snippet.map((line) => line.replaceAll("`", "'")),
      "```",
    ].join("\n"),
  ];
}

function changeRow({ change, twins }: ToldChange): string {
  const { kind, keyword, also = [], sentences = [], before, after } = change;
  const isKept = sentences.some((sentence) => sentence.change === "kept");
  const places = [placeOf(change), ...also.map((other) => `also ${code(other)}`)];
  const locations = [...places, ...twins.map((twin) => `also ${placeOf(twin)}`)].join("<br>");
  const said = sentences.map(
    ({ text, hash, review, change: how }) =>
      `${review === "unreviewed" ? "**rule: unreviewed**" : (review ?? how)} ${hash}: ${escaped(text, 300)}`,
  );
  const cells = isKept
    ? ["as it stands", ""]
    : shownPair(before, after).map((text, index) => ([before, after][index] === null ? "" : code(text, 80)));
  const touched = impactWords(impactOf({ change, twins })).map((word) => escaped(word, 900));
  return `| ${[locations, [keyword === undefined ? kind : `${kind} ${code(keyword)}`, ...said].join("<br>"), ...cells, touched.join("<br>")].join(" | ")} |`;
}

const placeOf = ({ side, at, status }: Change): string =>
  `${side} ${code(at === "" ? "(whole)" : at)}${status === undefined ? "" : ` of ${escaped(status)}`}`;

/** Text that Markdown shows as it is: it becomes no code, table, link, tag, mention or reference to an issue. */
export const escaped = (text: string, most = 300): string => markdown(oneLine(text, most));

/** Text as code; text that would end the code or the table cell is a tag with entities. */
export function code(text: string, most = 300): string {
  const line = oneLine(text, most);
  if (line === "") return "";
  return /[`|\\]/.test(line) ? `<code>${escaped(line, most)}</code>` : `\`${line}\``;
}
