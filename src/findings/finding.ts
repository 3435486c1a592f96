import type { Severity, Violation } from "../checks/check.ts";
import { OTHERS, subjectText } from "../checks/violation/subject.ts";
import type { Answer, Case, WireRequest } from "../http/exchange.ts";
import { withoutConsequences } from "./consequences.ts";
import { type Classification, type Deviation, KnownDifferences, type Showing } from "./deviations.ts";
import { FailingRequests, isUnexplained, UNEXPLAINED } from "./failing/failing-requests.ts";
import { placed } from "./failing/placed.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { KeptExchanges } from "./kept-exchange.ts";
import { byCause, causeFingerprints } from "./one-cause.ts";
import type { ShrinkPath } from "./shrink-path.ts";
import { Tallies } from "./tallies.ts";
import { showsMore } from "./worth.ts";

/** `known` and `expired` by `deviations.yaml`; a violation that is not in it is `new`. */
export type FindingStatus = "new" | "known" | "expired";

/** One location at which exchanges break a check, in one status; the exchange that shows most, in the smallest body, represents all. */
export interface Finding {
  /** operation/check/subject: the same from run to run, whatever the seed. */
  readonly fingerprint: string;
  readonly check: string;
  readonly severity: Severity;
  readonly status: FindingStatus;
  /** The known difference that covers it; absent where it is new. */
  readonly deviation?: Deviation;
  /** Number of exchanges that showed it. */
  readonly count: number;
  /** Number of requests that the run had sent when it showed first; 0 where that was not counted. */
  readonly firstRequest: number;
  /** The numbers of its exchanges among all that show something. */
  readonly exchanges?: readonly number[];
  /** The causes that its exchanges show: one location may show one of them here and another one there. */
  readonly causes?: ReadonlySet<string>;
  /** The places of a cause that shows at several, each as the last part of a fingerprint, or as a whole one of another check or operation. */
  readonly locations?: readonly string[];
  /** The fingerprints that its exchanges had, each by its own place, before they were told as one; its own alone unless given. */
  readonly parts?: readonly string[];
  /** The requests that show it, where it is one of several causes of a failure. */
  readonly members?: readonly Case[];
  /** The fingerprint of the place at which the exchange shows such a cause, or of the failure whatever its cause. */
  readonly shownAs?: string;
  readonly violation: Violation;
  readonly case: Case;
  readonly answer: Answer;
  /** The steps from the body of `origin` to that of `case`, where it was shrunk. */
  readonly shrunk?: { readonly origin: string; readonly path: ShrinkPath };
}

/** True if a finding makes a run fail. */
export const fails = ({ severity, status }: Pick<Finding, "severity" | "status">): boolean =>
  severity === "violation" && status !== "known";

/** The finding among some that tells of a violation which a case has shown; undefined where there is none. */
export function tellingOf(
  findings: readonly Finding[],
  { fingerprint, status }: Pick<Finding, "fingerprint" | "status">,
  shownBy: string,
): Finding | undefined {
  const telling = findings.filter(
    ({ fingerprint: whole, shownAs = whole, parts = [shownAs], status: own }) =>
      own === status && parts.includes(fingerprint),
  );
  const isOf = ({ members }: Finding): boolean => members?.some(({ id }) => id === shownBy) === true;
  return telling.find(isOf) ?? telling[0];
}

/** Findings of one check and operation, at most: they are named after fields and texts of answers, which have no end. */
const MOST_OF_CHECK = 500;

/** A finding before it is counted. */
type Shown = Omit<Finding, "count">;

interface Counted {
  first: Shown;
  readonly causes: Set<string>;
  readonly exchanges: number[];
  count: number;
  /** The request that was counted last: what its answer shows at several items of a list counts once. */
  last: WireRequest;
}

/**
 * Gathers violations into findings: one for each fingerprint, however many cases trip it, and another one for what is known
 * at the same place.
 */
export class Findings {
  readonly #differences: KnownDifferences;
  readonly #byClause = new Map<string, string>();
  /** Number of findings of a check and an operation, by the fingerprint of those beyond the limit. */
  readonly #counts = new Map<string, number>();
  readonly #fingerprints = new Set<string>();
  readonly #counted = new Map<string, Counted>();
  readonly #tallies = new Tallies();
  readonly #kept = new KeptExchanges();
  readonly #failing = new FailingRequests<Shown>();
  /** The request whose answer has shown something last, and the number of those that have. */
  #last: WireRequest | undefined;
  #nth = 0;

  constructor(differences = new KnownDifferences([], false)) {
    this.#differences = differences;
  }

  /** Notes that a check judged the answer to a case, and whether it found anything. */
  judged(check: string, sent: Case, isBroken: boolean): void {
    this.#tallies.note(sent.operation, check, isBroken);
    if (!isBroken && UNEXPLAINED.has(check)) this.#failing.works(check, sent);
  }

  /**
   * Adds a violation; the exchange that shows most represents the finding.
   * @param sent requests of the run by now
   * @returns the updated finding
   */
  add(check: string, violation: Violation, tripped: Case, answer: Answer, sent = 0): Finding {
    const { fingerprint: own, ...classification } = this.#classified(check, {
      violation,
      case: tripped,
      answer,
    });
    const fingerprint = this.#withinLimit(own, check, tripped);
    const shown = {
      fingerprint,
      check,
      severity: violation.severity,
      ...classification,
      ...this.#kept.keptOf({ violation, answer }),
      case: tripped,
      firstRequest: sent,
    };
    const counted = this.#count(shown);
    if (!isUnexplained(check, violation) || classification.status !== "new") return counted;
    // Each of them may turn out to be of another cause.
    this.#failing.add(fingerprint, shown);
    return { ...shown, count: counted.count };
  }

  #count(shown: Shown): Finding {
    const key = keyOf(shown);
    const { violation, case: tripped } = shown;
    const { request } = tripped;
    if (this.#last !== request) this.#nth += 1;
    this.#last = request;
    const known = this.#counted.get(key);
    if (known === undefined) {
      const causes = new Set<string>();
      note(causes, violation.cause);
      const exchanges = [this.#nth];
      this.#counted.set(key, { first: shown, causes, exchanges, count: 1, last: request });
      return { ...shown, count: 1 };
    }
    if (known.last !== request) {
      known.count += 1;
      known.exchanges.push(this.#nth);
    }
    note(known.causes, violation.cause);
    known.last = request;
    if (showsMore(violation, tripped, known.first))
      known.first = { ...known.first, violation, answer: shown.answer, case: tripped };
    return { ...known.first, count: known.count };
  }

  /** The fingerprint and the status of a violation: by what is known of its place, else of its cause at any place. */
  #classified(check: string, showing: Showing): Classification & { readonly fingerprint: string } {
    const { violation, case: tripped } = showing;
    const fingerprint = this.#fingerprint(check, violation, tripped);
    const own = this.#differences.classify(fingerprint, showing);
    if (own.status !== "new" || this.#differences.isEmpty) return { fingerprint, ...own };
    for (const ofCause of causeFingerprints(tripped.operation, check, violation)) {
      const known = this.#differences.classify(ofCause, showing);
      if (known.status !== "new") return { fingerprint: ofCause, ...known };
    }
    return { fingerprint, ...own };
  }

  /** The status that an exchange would have which shows a violation of a finding's fingerprint. */
  statusOf({ fingerprint }: Pick<Finding, "fingerprint">, showing: Showing): FindingStatus {
    return this.#differences.classify(fingerprint, showing).status;
  }

  /**
   * The fingerprint of a violation: a clause that several operations share is broken once, under the name of the
   * operation that shows it first.
   */
  #fingerprint(check: string, { subject, at, docs }: Violation, { operation }: Case): string {
    const own = fingerprintOf(operation, check, subject);
    if (at === "") return own;
    const shared = `${check} ${subjectText(subject)} ${docs}`;
    const known = this.#byClause.get(shared);
    if (known === undefined) this.#byClause.set(shared, own);
    return known ?? own;
  }

  /** The fingerprint itself, or one for all others of its check and operation where there are too many already. */
  #withinLimit(fingerprint: string, check: string, { operation }: Case): string {
    if (this.#fingerprints.has(fingerprint)) return fingerprint;
    const group = fingerprintOf(operation, check, { kind: "named", name: OTHERS });
    const count = this.#counts.get(group) ?? 0;
    if (count >= MOST_OF_CHECK) return group;
    this.#counts.set(group, count + 1);
    this.#fingerprints.add(fingerprint);
    return fingerprint;
  }

  /** Puts a shrunk exchange in place of the one that represented the finding. */
  shrink(
    finding: Pick<Finding, "fingerprint" | "deviation">,
    shrunk: Pick<Finding, "violation" | "case" | "answer" | "shrunk">,
  ): void {
    const known = this.#counted.get(keyOf(finding));
    const smaller = { ...shrunk, ...this.#kept.keptOf(shrunk) };
    this.#failing.replace(finding.fingerprint, shrunk.shrunk?.origin ?? shrunk.case.id, smaller);
    const isOfFirst = known?.first.case.id === shrunk.case.id;
    if (known && (isOfFirst || !isUnexplained(known.first.check, shrunk.violation)))
      known.first = { ...known.first, ...smaller };
  }

  /**
   * Each cause once; violations first, those that make a run fail before the others, then by how many exchanges show
   * them.
   */
  all(): Finding[] {
    const each = [...this.#counted.values()]
      .map(({ first, count, causes, exchanges }) => ({ ...first, count, causes, exchanges }))
      .flatMap((finding) => placed(finding, this.#failing));
    return byCause(withoutConsequences(each), (operation, check) =>
      this.#tallies.letsAllThrough(operation, check),
    ).sort(
      (a, b) => rank(a) - rank(b) || b.count - a.count || a.fingerprint.localeCompare(b.fingerprint, "en"),
    );
  }
}

/** Causes of one finding that are kept, at most. */
const MOST_NOTED = 50;

function note(noted: Set<string>, text: string | undefined): void {
  if (text !== undefined && noted.size < MOST_NOTED) noted.add(text);
}

/** The fingerprint and the known difference that covers it, which together tell findings apart. */
const keyOf = ({ fingerprint, deviation }: Pick<Finding, "fingerprint" | "deviation">): string =>
  deviation === undefined ? fingerprint : JSON.stringify([fingerprint, deviation]);

const rank = (finding: Finding): number =>
  finding.severity === "violation" ? (finding.status === "known" ? 1 : 0) : 2;
