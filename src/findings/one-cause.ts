import type { Violation } from "../checks/check.ts";
import { CHECKS } from "../checks/index.ts";
import { subjectText } from "../checks/violation/subject.ts";
import { type LocationPattern, shownLocation } from "../contract/pointers.ts";
import { type Candidate, chosen, type Found } from "./alike.ts";
import { fingerprintOf } from "./fingerprint.ts";

/** Findings of one check, from which on causes of one family are one, and nothing is checked where all is let through. */
const MOST_CAUSES = 3;

/** Locations that a title names. */
const MOST_NAMED = 3;

/** The word in the fingerprint of a finding of several locations, in place of a location. */
const ANY = "any";

/** The fingerprint of what happens alike at several locations, whichever they are. */
export const causeFingerprint = (operation: string, check: string, cause: string): string =>
  fingerprintOf(operation, check, {
    kind: "named",
    name: `${ANY}:${cause.replaceAll(/[^\p{L}\p{N}]+/gu, "-")}`,
  });

/** The fingerprint of what is wrong in many ways at a location, and below it. */
const placeFingerprint = (operation: string, check: string, place: LocationPattern): string =>
  fingerprintOf(operation, check, { kind: "named", name: `${ANY}:${shownLocation(place)}` });

/** The fingerprints that a violation may be told under, beside its own: of its cause, the cause's family, and the locations around it. */
export function causeFingerprints(
  operation: string,
  check: string,
  { cause, spread }: Violation,
): readonly string[] {
  const causes = cause === undefined ? ["value"] : [cause, familyOf(cause), "value"];
  const checks = SAYING.has(check) ? [...SAYING] : [check];
  return checks.flatMap((one) => [
    ...causes.map((words) => causeFingerprint(operation, one, words)),
    ...(spread?.around ?? []).map((place) => placeFingerprint(operation, one, place)),
  ]);
}

/** Checks that tell of one cause, each where it sees it. */
const SAYING: ReadonlySet<string> = new Set(["response-schema", "echo", "default"]);

/** Findings that are told as one, with the fingerprint that they have together. */
interface Group<F> {
  readonly fingerprint: string;
  /** The cause in words; absent where it is about a location. */
  readonly cause?: string | undefined;
  readonly members: readonly F[];
}

/** True for a check and an operation nearly all of whose requests show a finding. */
export type LetsAllThrough = (operation: string, check: string) => boolean;

/** The findings, those of one cause as one: it is shown by the smallest exchange, and has all locations. */
export function byCause<F extends Found>(
  findings: readonly F[],
  letsAllThrough: LetsAllThrough = () => false,
): F[] {
  const alone: F[] = [];
  const byCheck = new Map<string, F[]>();
  for (const finding of findings) {
    const { violation, case: sent, check, status, severity } = finding;
    const { isOfEndpoint, least } = violation.spread ?? {};
    const isJoined = status === "new" && (severity === "violation" || least !== undefined);
    if (!isJoined) alone.push(finding);
    else add(byCheck, isOfEndpoint ? check : `${sent.operation} ${check}`, finding);
  }
  const groups = [...byCheck.values()].flatMap((members) => groupsOf(members, letsAllThrough));
  return [...alone, ...acrossChecks(groups).map(told)];
}

/** The groups of one check: by cause or by location, then of families of causes where there are still many. */
function groupsOf<F extends Found>(members: readonly F[], letsAllThrough: LetsAllThrough): Group<F>[] {
  const [first] = members;
  if (first === undefined) return [];
  const { check } = first;
  const { operation } = first.case;
  const named = ({ cause, place, members: alike }: Candidate<F>): Group<F> => ({
    cause,
    members: alike,
    fingerprint:
      place === undefined
        ? causeFingerprint(operation, check, cause ?? "value")
        : placeFingerprint(operation, check, place),
  });
  const { groups, rest } = chosen(members);
  const all = byFamily(groups.map(named), rest, (family, alike) => named({ cause: family, members: alike }));
  const isObserved = first.severity === "observation";
  if (isObserved || all.length <= MOST_CAUSES || !letsAllThrough(operation, check)) return all;
  return [{ fingerprint: causeFingerprint(operation, check, "value"), members }];
}

/** Three causes of one family are one, and two where there are many findings: a type that is read as others, say. */
function byFamily<F extends Found>(
  groups: readonly Group<F>[],
  rest: readonly F[],
  named: (family: string, members: readonly F[]) => Group<F>,
): Group<F>[] {
  const least = groups.length + rest.length > MOST_CAUSES ? 2 : MOST_CAUSES;
  const families = new Map<string, Group<F>[]>();
  for (const group of groups) if (group.cause !== undefined) add(families, familyOf(group.cause), group);
  let left = [...groups];
  let alone = [...rest];
  for (const [family, alike] of families) {
    if (alike.length < least) continue;
    const isOf = ({ violation: { cause } }: F): boolean => cause !== undefined && familyOf(cause) === family;
    const members = [...alike.flatMap((group) => group.members), ...alone.filter(isOf)];
    left = [...left.filter((group) => !alike.includes(group)), named(family, members)];
    alone = alone.filter((finding) => !isOf(finding));
  }
  return [
    ...left,
    ...alone.map((finding) => ({
      fingerprint: finding.fingerprint,
      cause: finding.violation.cause,
      members: [finding],
    })),
  ];
}

/** The first word of a cause; the status of a refusal's words tells nothing of why. */
const familyOf = (cause: string): string => (/^\d/.test(cause) ? cause : (cause.split(" ")[0] ?? cause));

const ORDER = new Map(CHECKS.map(({ id }, index) => [id, index]));

/** Groups of one operation and one cause that several checks show, as one of the most basic of them. */
function acrossChecks<F extends Found>(groups: readonly Group<F>[]): Group<F>[] {
  const alone: Group<F>[] = [];
  const byWords = new Map<string, Group<F>[]>();
  for (const group of groups) {
    const [first] = group.members;
    if (group.cause === undefined || first === undefined) alone.push(group);
    else add(byWords, `${first.case.operation} ${wordsOf(group, groups)}`, group);
  }
  return [...alone, ...[...byWords.values()].flatMap(asOne)];
}

/** The words by which a group is joined with others: those of its family, where that is one cause. */
function wordsOf<F>({ cause = "" }: Group<F>, groups: readonly Group<F>[]): string {
  const family = familyOf(cause);
  return groups.some((other) => other.cause === family) ? family : cause;
}

function asOne<F extends Found>(groups: readonly Group<F>[]): readonly Group<F>[] {
  const several = groups.filter(({ members }) => members.length > 1);
  if (groups.length < 2 || several.length === 0) return groups;
  const rank = ({ members: [first] }: Group<F>): number => ORDER.get(first?.check ?? "") ?? CHECKS.length;
  const basic = several.reduce((one, other) => (rank(other) < rank(one) ? other : one));
  return [
    {
      ...basic,
      members: [...basic.members, ...groups.filter((one) => one !== basic).flatMap(({ members }) => members)],
    },
  ];
}

/** A group as one finding. */
function told<F extends Found>({ fingerprint, cause, members }: Group<F>): F {
  const [first, ...others] = members as readonly [F, ...F[]];
  if (others.length === 0) return first;
  const own = members.filter(
    ({ check, case: sent }) => check === first.check && sent.operation === first.case.operation,
  );
  const telling = own.filter(({ violation }) => violation.cause === cause);
  const shown = (telling.length > 0 ? telling : own).reduce((best, one) =>
    sizeOf(one) < sizeOf(best) ? one : best,
  );
  const locations = [...new Set(members.map((member) => placeText(member, shown)))];
  const beside = locations.filter((location) => location !== placeText(shown, shown));
  const more = beside.length > MOST_NAMED ? ` and ${beside.length - MOST_NAMED} more` : "";
  const alike = beside.length === 0 ? "" : `; alike: ${beside.slice(0, MOST_NAMED).join(", ")}${more}`;
  return {
    ...shown,
    fingerprint,
    shownAs: shown.fingerprint,
    count: countOf(members),
    firstRequest: Math.min(...members.map((one) => one.firstRequest)),
    violation: { ...shown.violation, title: `${shown.violation.title}${alike}` },
    locations,
    parts: [...new Set(members.map((member) => member.shownAs ?? member.fingerprint))],
  };
}

/** Number of exchanges that show one of some findings, each once. */
function countOf(members: readonly Found[]): number {
  const all = new Set(members.flatMap(({ exchanges = [] }) => exchanges));
  return Math.max(all.size, ...members.map(({ count }) => count));
}

/** The last part of a fingerprint; all of it where check or operation are not those of the one that is shown. */
function placeText({ violation, check, fingerprint, case: { operation } }: Found, shown: Found): string {
  const isBeside = operation === shown.case.operation && check === shown.check;
  return isBeside ? subjectText(violation.subject) : fingerprint;
}

const sizeOf = ({ case: { request } }: Found): number => request.body?.length ?? 0;

function add<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}
