import type { Violation } from "../checks/check.ts";
import { NOTHING } from "../checks/violation/words.ts";
import type { Case } from "../http/exchange.ts";

/**
 * True if a violation shows more than the known one: a received value shows more than a missing one, and words that say what
 * happened more than those that may by chance; otherwise the smaller body does.
 */
export function showsMore(
  violation: Violation,
  tripped: Case,
  known: { readonly violation: Violation; readonly case: Case },
): boolean {
  const [now, before] = [worth(violation), worth(known.violation)];
  return now === before ? size(tripped) < size(known.case) : now > before;
}

/** The values that a violation shows count more than how surely its words say what happened, and that more than the size of the body. */
const worth = (violation: Violation): number => shownValues(violation) * 3 + certaintyIn(violation);

const certaintyIn = ({ certainty = 2 }: Violation): number => certainty;

/** True for a violation that tells less than another: fewer values, or words that say less surely what happened. */
export const tellsLess = (one: Violation, other: Violation): boolean =>
  shownValues(one) < shownValues(other) || certaintyIn(one) < certaintyIn(other);

/** Number of values that a violation can show: what was expected, what came back, or both. */
export const shownValues = ({ expected, received }: Violation): number =>
  [expected, received].filter((value) => value !== NOTHING).length;

const size = (sized: Case): number => sized.request.body?.length ?? 0;
