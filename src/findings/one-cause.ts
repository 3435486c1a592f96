import type { Violation } from "../checks/check.ts";
import { subjectText } from "../checks/violation/subject.ts";
import type { Case } from "../http/exchange.ts";
import { fingerprintOf } from "./fingerprint.ts";

/** Locations from which on what happens alike at them is one finding. */
const LEAST_ALIKE = 3;

/** Causes of one check, from which on they are one: whoever lets through all that is wrong checks nothing. */
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

/** The part of a finding by which causes are told. */
interface Found {
  readonly fingerprint: string;
  readonly check: string;
  readonly severity: Violation["severity"];
  readonly status: string;
  readonly count: number;
  readonly firstRequest: number;
  readonly violation: Violation;
  readonly case: Case;
  readonly locations?: readonly string[];
  readonly shownAs?: string;
}

/** The findings, those of one cause as one: it is shown by the smallest exchange, and has all locations. */
export function byCause<F extends Found>(findings: readonly F[]): F[] {
  const alone: F[] = [];
  const byFingerprint = new Map<string, F[]>();
  for (const finding of findings) {
    const { violation, case: sent, check, status, severity } = finding;
    const isJoined = severity === "violation" && status === "new";
    if (!isJoined || violation.cause === undefined) alone.push(finding);
    else add(byFingerprint, causeFingerprint(sent.operation, check, violation.cause), finding);
  }
  const byCheck = new Map<string, Group<F>[]>();
  for (const [fingerprint, members] of byFingerprint) {
    const [first] = members;
    if (first === undefined || members.length < LEAST_ALIKE) alone.push(...members);
    else add(byCheck, `${first.case.operation} ${first.check}`, { fingerprint, members });
  }
  return [...alone, ...[...byCheck.values()].flatMap(joinedCauses)];
}

interface Group<F> {
  readonly fingerprint: string;
  readonly members: readonly F[];
}

/** A finding for each cause; many causes of one check are one: nothing is checked. */
function joinedCauses<F extends Found>(groups: readonly Group<F>[]): F[] {
  const members = groups.flatMap((group) => group.members);
  const [first] = members;
  if (first === undefined || groups.length <= MOST_CAUSES)
    return groups.map((group) => joined(group.fingerprint, group.members));
  return [joined(causeFingerprint(first.case.operation, first.check, "value"), members)];
}

function joined<F extends Found>(fingerprint: string, members: readonly F[]): F {
  const shown = members.reduce((best, one) => (sizeOf(one) < sizeOf(best) ? one : best));
  const locations = [...new Set(members.map(({ violation }) => subjectText(violation.subject)))];
  const others = locations.filter((location) => location !== subjectText(shown.violation.subject));
  const more = others.length > MOST_NAMED ? ` and ${others.length - MOST_NAMED} more` : "";
  const alike = `alike: ${others.slice(0, MOST_NAMED).join(", ")}${more}`;
  return {
    ...shown,
    fingerprint,
    shownAs: shown.fingerprint,
    count: Math.max(...members.map(({ count }) => count)),
    firstRequest: Math.min(...members.map((one) => one.firstRequest)),
    violation: { ...shown.violation, title: `${shown.violation.title}; ${alike}` },
    locations,
  };
}

const sizeOf = ({ case: { request } }: Found): number => request.body?.length ?? 0;

function add<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}
