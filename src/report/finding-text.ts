import { Words } from "../checks/violation/words.ts";
import { cut, line, shellWord } from "../core/output/sinks.ts";
import { valueDifference } from "./difference.ts";
import { grouped } from "./noun.ts";
import type { ReportedFinding } from "./report.ts";
import type { BodyChange, NearestBody } from "./working-bodies.ts";

/** A value as people read it: JSON, or words in place of it. */
export const shownValue = (value: unknown): string =>
  value instanceof Words ? value.text : (JSON.stringify(value) ?? "nothing");

/** Characters of a text of the endpoint that are shown where nothing else bounds a line. */
const MOST_SHOWN = 2000;

/** A text as people read it: where it is very long its beginning, its length, and the file that has it whole. */
export const boundedText = (text: string): string =>
  text.length <= MOST_SHOWN
    ? text
    : `${cut(text, MOST_SHOWN)} (cut: ${grouped(text.length)} characters, whole in report.json)`;

/** The command that sends a finding's case again. */
export const replayCommand = ({ replay }: Pick<ReportedFinding, "replay">): string => `npx ${replay}`;

/** The command that puts a finding among the known differences. */
export const acceptCommand = ({ fingerprint }: Pick<ReportedFinding, "fingerprint">): string =>
  `npx contract accept ${shellWord(fingerprint)} --reason '…'`;

/** The heading of a finding, alike in every format; where the run has several operations, with the one that shows it. */
export function headingOf({ status, deviation, operation, check, title }: ReportedFinding): string {
  const expired = status === "expired" ? `expired ${deviation?.expires}: ` : "";
  const of = operation === undefined ? "" : `${operation}: `;
  return `${expired}${of}${check}: ${title}`;
}

/** The place of a finding in words: its location, or the request where it is about the whole. */
export const placeOf = ({ at, request }: ReportedFinding): string =>
  at || `${request.method} ${request.path}`;

/** The clause of the docs, and where it stands: file, line and JSON pointer. */
export function docsOf({ docs, line }: ReportedFinding): string {
  const [file = "", pointer = ""] = docs.split(/#(.*)/s);
  return line === undefined ? docs : `${file}#${pointer} (line ${line})`;
}

/** The difference of what was expected and received, where it is hard to see; and that of the body from one that works. */
export function differencesOf(finding: ReportedFinding): string[] {
  const difference = valueDifference(finding.expected, finding.received);
  return [
    ...(difference === undefined ? [] : [difference]),
    ...(finding.nearest === undefined ? [] : [nearestWords(finding.nearest)]),
  ];
}

/** Differences of two bodies that are told in one line, at most. */
const MOST_TOLD = 4;

function nearestWords({ case: id, changes }: NearestBody): string {
  const told = changes.slice(0, MOST_TOLD).map(changeWords);
  const more = changes.length - told.length;
  const all = [...told, ...(more > 0 ? [`${more} more`] : [])].join(", ");
  return `it works with ${all || "the same body"} (${id})`;
}

/** One difference, told of the body that works. */
export function changeWords({ at, works, fails }: BodyChange): string {
  if (works === undefined) return `no ${at || "body"}`;
  const now = `${at || "body"} ${shownValue(works)}`;
  return fails === undefined ? now : `${now} (not ${shownValue(fails)})`;
}

/** Everything that a report without markup says of a finding, a line each. */
export function findingText(finding: ReportedFinding): string {
  const { clause, case: id, response, curl, count } = finding;
  return [
    `${headingOf(finding)}${count === 1 ? "" : ` (${count}×)`}`,
    `at: ${boundedText(placeOf(finding))}`,
    `expected: ${boundedText(shownValue(finding.expected))}`,
    `received: ${boundedText(shownValue(finding.received))}`,
    ...differencesOf(finding).map((text) => `difference: ${boundedText(text)}`),
    `docs: ${boundedText(clause)}`,
    `  ${docsOf(finding)}`,
    `case: ${id}, answered ${response.status}`,
    `finding: ${finding.fingerprint}`,
    `replay: ${replayCommand(finding)}`,
    `accept: ${acceptCommand(finding)}`,
  ]
    .map(line)
    .concat(curl)
    .join("\n");
}
