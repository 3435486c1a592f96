import type pc from "picocolors";
import type { Columns } from "./columns.ts";
import {
  acceptCommand,
  boundedText,
  differencesOf,
  docsOf,
  headingOf,
  placeOf,
  replayCommand,
  shownValue,
} from "./finding-text.ts";
import { standingWords } from "./past-run.ts";
import type { ReportedFinding } from "./report.ts";
import { wrappedCurl } from "./wrapped-curl.ts";

export type Colors = ReturnType<typeof pc.createColors>;

/** Lines that a curl line may take on a terminal. */
const MOST_OF_CURL = 8;

/** Lines that a heading may take: one of many fields alike fits a narrow terminal. */
const MOST_OF_HEADING = 6;

/** A finding for people: what is wrong and where, the docs' words, and the lines that send it again and accept it. */
export function findingBlock(finding: ReportedFinding, columns: Columns, c: Colors): string[] {
  const count = finding.count === 1 ? "" : ` (${finding.count}×)`;
  return [
    ...columns.lines(`✗ ${headingOf(finding)}${count}`, MOST_OF_HEADING).map((text) => c.red(c.bold(text))),
    ...columns.field("at", boundedText(placeOf(finding)), 2),
    ...columns.field("expected", boundedText(shownValue(finding.expected)), 2),
    ...columns.field("received", boundedText(shownValue(finding.received)), 2),
    ...differencesOf(finding).flatMap((text) => columns.field("differs", boundedText(text), 2)),
    ...columns.field("docs", boundedText(finding.clause), 3),
    ...columns.field("", docsOf(finding), 3),
    ...columns.field("case", `${finding.case}, answered ${finding.response.status}${standingOf(finding)}`, 2),
    ...curlLines(finding, columns).map((text) => `  ${c.dim(text)}`),
    ...columns.command("replay", replayCommand(finding)),
    ...columns.command("accept", acceptCommand(finding)),
  ];
}

const standingOf = ({ standing }: ReportedFinding): string =>
  standing === undefined ? "" : `; ${standingWords(standing)}`;

function curlLines({ curl, request: { body } }: ReportedFinding, columns: Columns): string[] {
  const { beside } = columns;
  if (beside === undefined) return [curl];
  const wrapped = wrappedCurl(curl, beside + 10, MOST_OF_CURL);
  // A body that is too long to show is in the curl line, which then stays whole, so that it can be copied.
  const sent = wrapped || body === undefined ? [] : columns.field("body", shownValue(body), 2);
  return [...sent.map((text) => text.slice(2)), ...(wrapped ?? [curl])];
}
