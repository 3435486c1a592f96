import type { RunEvent } from "../../engine/events.ts";
import type { Showing } from "../../findings/deviations.ts";
import type { Finding } from "../../findings/finding.ts";
import { fingerprintOf } from "../../findings/fingerprint.ts";

/** A finding, and the exchange among some events that shows it. */
export interface Shown {
  readonly finding: Finding;
  readonly showing: Showing;
}

/** The findings among events, each with its own exchange there: the finding itself may show an earlier one. */
export function shownIn(events: readonly RunEvent[]): Shown[] {
  const showings = events.flatMap((event) =>
    event.type === "judged"
      ? event.judgements.flatMap(({ check, violations = [] }) =>
          violations.map((violation) => ({
            fingerprint: fingerprintOf(event.case.operation, check, violation.subject),
            showing: { violation, case: event.case, answer: event.answer },
          })),
        )
      : [],
  );
  const found = new Map(
    events.flatMap((event) => (event.type === "found" ? [[event.finding.fingerprint, event.finding]] : [])),
  );
  return [...found.values()].map((finding) => ({
    finding,
    showing: showings.find(({ fingerprint }) => fingerprint === finding.fingerprint)?.showing ?? finding,
  }));
}
