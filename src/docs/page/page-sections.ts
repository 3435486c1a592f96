import { quote } from "../capture-error.ts";
import { startsField } from "./field-start.ts";
import { lineAt, lineNumber, type PageText, refuse, skipBlank } from "./page-text.ts";
import { SECTIONS, type SectionName } from "./section-names.ts";

/** A section's lines: the heading, the first line after it, and the line after its last one. */
export interface Section {
  readonly heading: number;
  readonly start: number;
  readonly end: number;
}

/** A media type (RFC 6838) alone on a line. */
export const MEDIA_TYPE = /^[a-z]+\/[\w.+-]+$/;

/** Finds the sections below `from`; a heading that stands twice, and a page without a response, are refused. */
export function findSections(page: PageText, from: number, end: number): Map<SectionName, Section> {
  const headings = new Map<SectionName, number>();
  for (let at = from; at < end; at += 1) {
    const name = SECTIONS.find((section) => section === lineAt(page, at));
    if (name === undefined || !isHeading(page, at, name)) continue;
    const twin = headings.get(name);
    if (twin !== undefined) {
      refuse(page, at, {
        wrong: `section ${quote(name)} begins again, first at line ${lineNumber(page, twin)}`,
        expected: "each section once",
      });
    }
    headings.set(name, at);
  }
  if (!headings.has("Response")) {
    refuse(page, end, { wrong: 'the page ends without a section "Response"', expected: "that section" });
  }
  return delimit(headings, end);
}

/** A heading stands alone between blank lines, and what its section begins with follows. */
function isHeading(page: PageText, index: number, name: SectionName): boolean {
  const alone = /^$/.test(lineAt(page, index - 1)) && lineAt(page, index + 1) === "";
  const next = skipBlank(page, index + 1, page.lines.length);
  if (!alone || name === "Response") return alone;
  // One word is enough for a body: whether it is a media type is judged where the section is read.
  return name === "Body" ? !lineAt(page, next).includes(" ") : startsField(page, next);
}

function delimit(headings: ReadonlyMap<SectionName, number>, end: number): Map<SectionName, Section> {
  const starts = [...headings.values(), end];
  return new Map(
    [...headings].map(([name, heading], at) => [
      name,
      { heading, start: heading + 1, end: starts[at + 1] ?? end },
    ]),
  );
}
