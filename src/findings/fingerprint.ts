import { type Subject, subjectText } from "../checks/violation/subject.ts";

/** The identity of a finding: operation/check/subject, the same from run to run. */
export interface Fingerprint {
  readonly operation: string;
  readonly check: string;
  /** The subject of the violations as text; in the pattern of a deviation with `*` for any text. */
  readonly subject: string;
}

export const fingerprintOf = (operation: string, check: string, subject: Subject): string =>
  fingerprintText({ operation, check, subject: subjectText(subject) });

const fingerprintText = ({ operation, check, subject }: Fingerprint): string =>
  `${operation}/${check}/${subject}`;

/**
 * Reads a text that `fingerprintOf` has written, or a pattern of one; undefined for any other text. A pattern names its
 * check, so that none hides every finding.
 */
export function readFingerprint(text: string): Fingerprint | undefined {
  const found = /^(?<operation>[^/\s]+)\/(?<check>[a-z][a-z-]*)\/(?<subject>\S+)$/.exec(text);
  return found?.groups as Fingerprint | undefined;
}
