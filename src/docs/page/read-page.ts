import type { Json } from "../../core/json.ts";
import { isObject } from "../../core/json.ts";
import { quote } from "../capture-error.ts";
import type { Field } from "./field.ts";
import { refuseUnfolded } from "./nested-fields.ts";
import { findEnd } from "./page-end.ts";
import { readFields } from "./page-fields.ts";
import { findRequestLine, type PageHead, readHead } from "./page-head.ts";
import { withoutNoise } from "./page-noise.ts";
import { findSections, MEDIA_TYPE, type Section } from "./page-sections.ts";
import { lineAt, type PageText, pageText, refuse, refuseNoText, skipBlank } from "./page-text.ts";
import { type ResponseSection, readResponse } from "./response-section.ts";
import type { SectionName } from "./section-names.ts";

/** Everything that a page says of its operation. */
export interface Page extends PageHead {
  /** The day of the last change, `YYYY-MM-DD`. */
  readonly modified: string;
  readonly authorizations: readonly Field[];
  /** The parameters by the place OpenAPI gives them. */
  readonly parameters: { readonly [member: string]: readonly Field[] };
  readonly body?: { readonly mediaType: string; readonly fields: readonly Field[] };
  readonly response: ResponseSection;
}

/** Reads a page of the docs site; what cannot be understood is refused with a `CaptureError` that names the line. */
export function readPage(name: string, source: string): Page {
  const copied = pageText(name, source);
  refuseNoText(copied);
  const requestLine = findRequestLine(copied);
  const text = withoutNoise(copied, requestLine);
  const { index: end, modified } = findEnd(text);
  const sections = findSections(text, requestLine, end);
  const head = readHead(text, requestLine, Math.min(...[...sections.values()].map(({ heading }) => heading)));
  const shown = shownNames([head.requestExample, head.responseExample]);
  const fieldsOf = (section: SectionName): Field[] => {
    const found = sections.get(section);
    return found === undefined ? [] : readFields({ page: text, end: found.end, shown }, found.start);
  };
  const body = readBody(text, sections, head, shown);
  const response = readResponse(text, sections.get("Response") ?? { heading: end, start: end, end }, shown);
  refuseUnfolded(text, response.fields, head.responseExample);
  const authorizations = fieldsOf("Authorizations");
  checkAuthorizations(text, authorizations);
  return {
    ...head,
    modified,
    authorizations,
    parameters: {
      header: fieldsOf("Headers"),
      path: fieldsOf("Path Parameters"),
      query: fieldsOf("Query Parameters"),
      cookie: fieldsOf("Cookies"),
    },
    ...(body === undefined ? {} : { body }),
    response,
  };
}

/** The docs site has one kind of authorization; any other would be captured as that one, so it is refused. */
function checkAuthorizations(page: PageText, fields: readonly Field[]): void {
  const other = fields.find((field) => field.name !== "Authorization");
  if (other === undefined) return;
  refuse(page, other.line, {
    wrong: `authorization by ${quote(other.name)} is not supported`,
    expected: "a bearer token in the header Authorization (RFC 6750)",
    todo: "teach src/docs/page/build-document.ts the scheme",
  });
}

function readBody(
  page: PageText,
  sections: ReadonlyMap<SectionName, Section>,
  head: PageHead,
  shown: ReadonlySet<string>,
): Page["body"] {
  const section = sections.get("Body");
  if ((section === undefined) !== (head.requestExample === undefined)) {
    refuse(page, section?.heading ?? Math.min(...[...sections.values()].map(({ heading }) => heading)), {
      wrong: section === undefined ? "curl sends a body that no section describes" : "curl sends no body",
      expected: 'a section "Body" and --data together',
    });
  }
  if (section === undefined) return undefined;
  const at = skipBlank(page, section.start, section.end);
  const mediaType = lineAt(page, at);
  if (!MEDIA_TYPE.test(mediaType)) refuse(page, at, { wrong: "no media type", expected: "type/subtype" });
  const fields = readFields({ page, end: section.end, shown }, at + 1);
  refuseUnfolded(page, fields, head.requestExample);
  return { mediaType, fields };
}

/** The names that the examples show at their root or one level below, where a response wraps what it answers. */
function shownNames(examples: readonly (Json | undefined)[]): Set<string> {
  const roots = examples.flatMap((example) => [example, ...valuesOf(example)]);
  return new Set(roots.flatMap((value) => (isObject(value) ? Object.keys(value) : [])));
}

function valuesOf(value: Json | undefined): Json[] {
  return isObject(value) ? Object.values(value) : [];
}
