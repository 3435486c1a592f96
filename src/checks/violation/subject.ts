import { type LocationPattern, shownLocation } from "../../contract/pointers.ts";

/** The part of the contract that a violation is about: the same from run to run, without generated values. */
export type Subject = StatusSubject | LocationSubject | NamedSubject;

/** An answer's status, and the reason that the answer gives for it, in words joined by hyphens. */
export interface StatusSubject {
  readonly kind: "status";
  readonly status: number | string;
  readonly reason?: string | undefined;
}

/** A location of a body. */
export interface LocationSubject {
  readonly kind: "location";
  readonly at: LocationPattern;
  /** Of the answer, where it is documented by itself. */
  readonly status?: string | undefined;
  /** The broken part of the location's schema: a keyword, and further words to tell it from others. */
  readonly breaks?: readonly string[];
}

/** A rule, a guard, a probe, or another named thing; with the location where it shows at several. */
export interface NamedSubject {
  readonly kind: "named";
  readonly name: string;
  readonly at?: LocationPattern;
}

/** The name of all that is too much to be told one by one. */
export const OTHERS = "others";

/** The last part of a fingerprint. */
export function subjectText(subject: Subject): string {
  if (subject.kind === "status") return joined(String(subject.status), subject.reason);
  if (subject.kind === "named") return joined(subject.name, subject.at && shownLocation(subject.at));
  const breaks = subject.breaks === undefined ? "" : `:${subject.breaks.join("/")}`;
  return joined(subject.status, `${shownLocation(subject.at)}${breaks}`);
}

const joined = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined).join("/");
