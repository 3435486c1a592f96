import type { Field } from "./field.ts";
import { fieldDescription } from "./field-description.ts";
import { refuseHiddenField, startsField } from "./field-start.ts";
import { readFields } from "./page-fields.ts";
import type { Section } from "./page-sections.ts";
import { lineAt, type PageText, refuse } from "./page-text.ts";

/** The page's description of the answer; most pages give neither its status nor its media type. */
export interface ResponseSection {
  readonly description: string;
  readonly fields: readonly Field[];
  readonly status?: string;
  readonly mediaType?: string;
}

const STATUS_AND_MEDIA = /^(?:([1-5]\d\d)(?: - |$))?([a-z]+\/[\w.+-]+)?$/;

/** Reads the section of the answer: a status and media type where given, the description, then the fields. */
export function readResponse(page: PageText, section: Section, shown: ReadonlySet<string>): ResponseSection {
  const prose: string[] = [];
  let status: string | undefined;
  let mediaType: string | undefined;
  let at = section.start;
  for (; at < section.end && !startsField(page, at); at += 1) {
    const line = lineAt(page, at);
    refuseHiddenField(page, at, shown);
    const stated = line === "" ? null : STATUS_AND_MEDIA.exec(line);
    if (stated === null) prose.push(line);
    status ??= stated?.[1];
    mediaType ??= stated?.[2];
  }
  const description = fieldDescription(prose);
  if (description === "")
    refuse(page, section.heading, { wrong: "the response has no description", expected: "one" });
  return {
    description,
    fields: readFields({ page, end: section.end, shown }, at),
    ...(status === undefined ? {} : { status }),
    ...(mediaType === undefined ? {} : { mediaType }),
  };
}
