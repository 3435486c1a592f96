import { type FailingExchange, type FailingRequests, isUnexplained } from "./failing-requests.ts";

/** The part of a finding that is placed. */
interface Unplaced extends FailingExchange {
  readonly fingerprint: string;
  readonly check: string;
  readonly status: string;
  readonly count: number;
  readonly shownAs?: string;
  readonly members?: readonly FailingExchange["case"][];
}

/** A finding that says nothing of its cause as one for each cause, with the place that its requests alone have; any other as it is. */
export function placed<F extends Unplaced, E extends FailingExchange>(
  finding: F,
  failing: FailingRequests<E>,
): F[] {
  const { fingerprint, check, violation, case: sent, status } = finding;
  if (status !== "new" || !isUnexplained(check, violation)) return [finding];
  const causes = failing.causesOf(fingerprint, check, sent.operation);
  const [only] = causes;
  if (only === undefined || (causes.length === 1 && only.place === undefined)) return [finding];
  return causes.map(({ place, where, members }): F => {
    const shown = members[0] ?? finding;
    return {
      ...finding,
      ...shown,
      fingerprint: place === undefined ? fingerprint : `${fingerprint}/${place}`,
      shownAs: fingerprint,
      count: causes.length === 1 ? finding.count : members.length,
      firstRequest: Math.min(...members.map(({ firstRequest }) => firstRequest)),
      members: members.map((member) => member.case),
      violation: {
        ...shown.violation,
        title: where === undefined ? shown.violation.title : `${shown.violation.title}: ${where}`,
      },
    };
  });
}
