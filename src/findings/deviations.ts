import type { Violation } from "../checks/check.ts";
import { fitsGlob } from "../core/glob.ts";
import type { Answer, Case, Provenance } from "../http/exchange.ts";
import { isUnexplained, placeText } from "./failing/failing-requests.ts";
import { featuresOf } from "./failing/features.ts";
import { type Fingerprint, readFingerprint } from "./fingerprint.ts";
import { meets, type RequestCondition } from "./request-condition.ts";
import { isSeen, isSeenAnswer, type Seen, shownBy } from "./seen.ts";

/** One known difference between the endpoint and its docs: an entry of `openapi/deviations.yaml`. */
export interface Deviation {
  /** A finding's fingerprint; `*` stands for any text, where one cause shows at many locations. */
  readonly covers: string;
  /** The requests for which it holds; all of them unless given. */
  readonly when?: RequestCondition;
  /** The value or the answer that comes back; anything unless given. */
  readonly seen?: Seen;
  /** The change in the finding's own words, where its values differ from run to run. */
  readonly change?: string;
  readonly reason: string;
  readonly evidence: string;
  /** The last day on which it counts, YYYY-MM-DD. */
  readonly expires: string;
}

/** A finding's status by the known differences, with the deviation that gives it. */
export interface Classification {
  readonly status: "new" | "known" | "expired";
  readonly deviation?: Deviation;
}

/** The known differences after a run; each counts once, however many findings it covers. */
export interface DeviationSummary {
  readonly known: number;
  readonly expired: number;
  /** Deviations that a run did not see although it could have. */
  readonly fixed: readonly string[];
}

/** Today in UTC, as deviations give their dates. */
export const today = (): string => new Date().toISOString().slice(0, 10);

/** A real day of the calendar, as YYYY-MM-DD. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().startsWith(text);

/** True if a deviation covers a fingerprint. */
export const covers = (pattern: string, fingerprint: string): boolean => fitsGlob(pattern, fingerprint);

type Source = Provenance["source"] | undefined;

/** An exchange that shows a finding. */
export interface Showing {
  readonly violation: Violation;
  readonly case: Case;
  readonly answer: Answer;
}

/** A deviation with its pattern read. */
interface Known {
  readonly deviation: Deviation;
  readonly pattern: Fingerprint | undefined;
  /** True once an answer was judged that could have shown it. */
  couldBeSeen: boolean;
}

/**
 * The known differences at work in one run. They speak of the live endpoint: they count for what a live target answers
 * and for what was recorded from one, not for what the docs or the embedded endpoint of the docs say.
 */
export class KnownDifferences {
  readonly #known: readonly Known[];
  readonly #isLive: boolean;
  readonly #today: string;

  constructor(deviations: readonly Deviation[], isLive: boolean, day = today()) {
    this.#known = deviations.map((deviation) => ({
      deviation,
      pattern: readFingerprint(deviation.covers),
      couldBeSeen: false,
    }));
    this.#isLive = isLive;
    this.#today = day;
  }

  /** True where nothing is known. */
  get isEmpty(): boolean {
    return this.#known.length === 0;
  }

  /** The status of a finding that an exchange shows. A deviation that has not expired goes first. */
  classify(fingerprint: string, showing: Showing): Classification {
    if (!this.#counts(showing.case.source)) return { status: "new" };
    const all = this.#known.filter((known) => isCovered(known, fingerprint, showing));
    const valid = all.find(({ deviation }) => deviation.expires >= this.#today);
    if (valid) return { status: "known", deviation: valid.deviation };
    return all[0] ? { status: "expired", deviation: all[0].deviation } : { status: "new" };
  }

  /** Notes that a check judged the answer to a case, with whatever result. A recording shows the past, so nothing is fixed on it. */
  exercise(check: string, judged: Case): void {
    if (judged.source !== undefined || !this.#isLive) return;
    for (const known of this.#known)
      if (
        !known.couldBeSeen &&
        known.pattern?.check === check &&
        covers(known.pattern.operation, judged.operation) &&
        meets(known.deviation.when, judged)
      )
        known.couldBeSeen = true;
  }

  /**
   * The known differences after a run with these findings. A difference counts as fixed where the run could have seen
   * it: the target is live, and the difference's check has judged an answer to a request that it speaks of.
   */
  summary(findings: readonly { readonly deviation?: Deviation }[]): DeviationSummary {
    const seen = new Set(findings.flatMap(({ deviation }) => deviation ?? []));
    const isValid = ({ expires }: Deviation): boolean => expires >= this.#today;
    return {
      known: [...seen].filter(isValid).length,
      expired: [...seen].filter((deviation) => !isValid(deviation)).length,
      fixed: this.unseen(findings).map(({ covers: pattern }) => pattern),
    };
  }

  /** The differences that the run could have seen, and that none of these findings shows. */
  unseen(findings: readonly { readonly deviation?: Deviation }[]): Deviation[] {
    const seen = new Set(findings.flatMap(({ deviation }) => deviation ?? []));
    return this.#known.flatMap(({ deviation, couldBeSeen }) =>
      couldBeSeen && !seen.has(deviation) ? deviation : [],
    );
  }

  #counts(source: Source): boolean {
    return source === undefined ? this.#isLive : source === "live" || source === "observed";
  }
}

/** True if a deviation speaks of what an exchange shows: the place, the request, and what came back. */
function isCovered({ deviation, pattern }: Known, fingerprint: string, showing: Showing): boolean {
  const { when, seen, change } = deviation;
  const isThere =
    isSeenAnswer(seen) && seen.guessed === true && pattern !== undefined
      ? coversStatus(pattern, seen.status, fingerprint)
      : covers(deviation.covers, fingerprint) || isPlaced(pattern, deviation, fingerprint, showing);
  return (
    isThere &&
    (change === undefined || change === showing.violation.change) &&
    (seen === undefined || isSeen(seen, when, shownBy(showing.violation, showing.answer))) &&
    meets(when, showing.case)
  );
}

/** True for a failure whose cause is not told yet, where a request has what the pattern names, or meets its condition. */
function isPlaced(
  pattern: Fingerprint | undefined,
  { covers: pattern_, when }: Deviation,
  fingerprint: string,
  { violation, case: sent }: Showing,
): boolean {
  if (pattern === undefined || !isUnexplained(pattern.check, violation)) return false;
  if (!pattern_.startsWith(`${fingerprint}/`)) return false;
  const place = pattern_.slice(fingerprint.length + 1);
  return (
    when !== undefined || [...featuresOf(sent).values()].some((feature) => placeText([feature]) === place)
  );
}

/** True for a finding of the pattern's check with a status, whatever the words that follow. */
const coversStatus = ({ operation, check }: Fingerprint, status: number, fingerprint: string): boolean =>
  covers(`${operation}/${check}/${status}`, fingerprint) ||
  covers(`${operation}/${check}/${status}/*`, fingerprint);
