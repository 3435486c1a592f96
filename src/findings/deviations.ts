import { fitsGlob } from "../core/glob.ts";
import type { Provenance } from "../http/exchange.ts";
import { readFingerprint } from "./fingerprint.ts";

/** One known difference between the endpoint and its docs: an entry of `openapi/deviations.yaml`. */
export interface Deviation {
  /** A finding's fingerprint; `*` stands for any text, where one cause shows at many locations. */
  readonly covers: string;
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

/**
 * The known differences at work in one run. They speak of the live endpoint: they count for what a live target answers
 * and for what was recorded from one, not for what the docs or the embedded endpoint of the docs say.
 */
export class KnownDifferences {
  readonly #deviations: readonly Deviation[];
  readonly #isLive: boolean;
  readonly #today: string;
  readonly #judged: { readonly operation: string; readonly check: string }[] = [];

  constructor(deviations: readonly Deviation[], isLive: boolean, day = today()) {
    this.#deviations = deviations;
    this.#isLive = isLive;
    this.#today = day;
  }

  /**
   * The status of a finding that an exchange shows; `source` where it was recorded. A deviation that has not expired
   * goes first.
   */
  classify(fingerprint: string, source?: Source): Classification {
    if (!this.#counts(source)) return { status: "new" };
    const all = this.#deviations.filter((deviation) => covers(deviation.covers, fingerprint));
    const valid = all.find(({ expires }) => expires >= this.#today);
    if (valid) return { status: "known", deviation: valid };
    return all[0] ? { status: "expired", deviation: all[0] } : { status: "new" };
  }

  /** Notes that a check judged an answer, with whatever result. A recording shows the past, so nothing is fixed on it. */
  exercise(operation: string, check: string, source?: Source): void {
    const isKnown = this.#judged.some((pair) => pair.operation === operation && pair.check === check);
    if (source === undefined && this.#isLive && !isKnown) this.#judged.push({ operation, check });
  }

  /**
   * The known differences after a run with these findings. A difference counts as fixed where the run could have seen
   * it: the target is live, and the difference's check has judged at least one answer of its operation.
   */
  summary(
    findings: readonly { readonly fingerprint: string; readonly deviation?: Deviation }[],
  ): DeviationSummary {
    const seen = new Set(findings.flatMap(({ deviation }) => deviation ?? []));
    const isValid = ({ expires }: Deviation): boolean => expires >= this.#today;
    const unseen = this.#deviations.filter(
      (deviation) =>
        !findings.some(({ fingerprint }) => covers(deviation.covers, fingerprint)) &&
        this.#couldSee(deviation),
    );
    return {
      known: [...seen].filter(isValid).length,
      expired: [...seen].filter((deviation) => !isValid(deviation)).length,
      fixed: unseen.map((deviation) => deviation.covers),
    };
  }

  #couldSee({ covers: pattern }: Deviation): boolean {
    const known = readFingerprint(pattern);
    return this.#judged.some(
      ({ operation, check }) => known?.check === check && covers(known.operation, operation),
    );
  }

  #counts(source: Source): boolean {
    return source === undefined ? this.#isLive : source === "live" || source === "observed";
  }
}
