import type { Violation } from "../checks/check.ts";
import type { LocationPattern } from "../contract/pointers.ts";
import type { Case } from "../http/exchange.ts";

/** The part of a finding by which causes are told. */
export interface Found {
  readonly fingerprint: string;
  readonly check: string;
  readonly severity: Violation["severity"];
  readonly status: string;
  readonly count: number;
  readonly exchanges?: readonly number[];
  readonly firstRequest: number;
  readonly violation: Violation;
  readonly case: Case;
  /** The causes that its exchanges show; that of the violation alone unless given. */
  readonly causes?: ReadonlySet<string>;
  readonly locations?: readonly string[];
  readonly shownAs?: string;
  readonly parts?: readonly string[];
}

/** Locations from which on what happens alike at them is one finding, unless its cause says otherwise. */
const LEAST_ALIKE = 3;

/** Findings of one check that may have one cause: by its words, or by a location at and below which they are. */
export interface Candidate<F> {
  readonly cause?: string | undefined;
  readonly place?: LocationPattern;
  readonly members: readonly F[];
}

/** The findings by what most of them have alike, largest group first, and those that are left over. */
export function chosen<F extends Found>(
  findings: readonly F[],
): {
  readonly groups: readonly Candidate<F>[];
  readonly rest: readonly F[];
} {
  const groups: Candidate<F>[] = [];
  let rest = findings;
  for (let best = largest(rest); best !== undefined; best = largest(rest)) {
    const taken = new Set(best.members);
    groups.push(best);
    rest = rest.filter((finding) => !taken.has(finding));
  }
  return { groups, rest };
}

function largest<F extends Found>(findings: readonly F[]): Candidate<F> | undefined {
  const byWords = new Map<string, F[]>();
  const byPlace = new Map<LocationPattern, F[]>();
  for (const finding of findings) {
    const { cause, spread } = finding.violation;
    for (const words of finding.causes ?? (cause === undefined ? [] : [cause])) add(byWords, words, finding);
    for (const place of spread?.around ?? []) add(byPlace, place, finding);
  }
  const candidates: Candidate<F>[] = [
    ...[...byWords]
      .filter(([, members]) => members.length >= leastOf(members))
      .map(([cause, members]) => ({ cause, members })),
    ...[...byPlace]
      .filter(([place, members]) => isOfPlace(place, members))
      .map(([place, members]) => ({ place, members })),
  ];
  return candidates.reduce<Candidate<F> | undefined>(
    (best, one) => (best !== undefined && best.members.length >= one.members.length ? best : one),
    undefined,
  );
}

const leastOf = (members: readonly Found[]): number =>
  Math.min(...members.map(({ violation: { spread } }) => spread?.least ?? LEAST_ALIKE));

/** True where a location is not looked at: it is wrong in several ways, its type among them, or much is wrong below it. */
function isOfPlace(place: LocationPattern, members: readonly Found[]): boolean {
  const kinds = new Set(members.map(({ violation: { cause } }) => cause));
  if (kinds.size < 2) return false;
  const isHere = members.every(({ violation: { spread } }) => spread?.around?.[0] === place);
  const isUntyped = members.some(({ violation: { cause = "" } }) => cause.startsWith("type "));
  return members.length >= (isHere && isUntyped ? 2 : LEAST_ALIKE);
}

function add<K, T>(map: Map<K, T[]>, key: K, item: T): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}
