import type { Violation } from "../../checks/check.ts";
import { noCrash } from "../../checks/no-crash.ts";
import { validAccepted } from "../../checks/valid-accepted.ts";
import { isGuardFault } from "../../generation/fault.ts";
import type { Answer, Case } from "../../http/exchange.ts";
import { type Features, failingCauses } from "./causes.ts";
import { type Feature, featuresOf, namesOf, withAbsent } from "./features.ts";

/** Requests of one finding, and of those that work, that are compared. */
const MOST_KEPT = 200;

/** A failing exchange, as a finding shows it. */
export interface FailingExchange {
  readonly violation: Violation;
  readonly case: Case;
  readonly answer: Answer;
  readonly firstRequest: number;
}

/** A part of a finding that has one cause. */
export interface PlacedFailure<E> {
  /** The locations, in a fingerprint; absent where nothing tells the failing requests from those that work. */
  readonly place?: string;
  /** The circumstances, in a title. */
  readonly where?: string;
  readonly members: readonly E[];
}

/** True for a violation that says nothing of its cause: a crash, or a refusal without words. */
export const isUnexplained = (check: string, { subject }: Violation): boolean =>
  subject.kind === "status" && subject.reason === undefined && UNEXPLAINED.has(check);

/** The checks with such violations. */
export const UNEXPLAINED: ReadonlySet<string> = new Set([noCrash.id, validAccepted.id]);

/** Keeps failing and working requests, and tells the failing ones apart by what they alone have. */
export class FailingRequests<E extends FailingExchange> {
  readonly #failing = new Map<string, Map<string, E>>();
  readonly #working = new Map<string, Case[]>();
  readonly #features = new Map<Case, Features>();

  /** Takes in an exchange that shows a finding. */
  add(fingerprint: string, exchange: E): void {
    const kept = this.#failing.get(fingerprint) ?? new Map<string, E>();
    this.#failing.set(fingerprint, kept);
    if (kept.size < MOST_KEPT || kept.has(exchange.case.id)) kept.set(exchange.case.id, exchange);
  }

  /** Puts a smaller exchange in the place of the one that it was shrunk from. */
  replace(fingerprint: string, origin: string, change: Partial<E>): void {
    const kept = this.#failing.get(fingerprint);
    const before = kept?.get(origin);
    if (before !== undefined) kept?.set(origin, { ...before, ...change });
  }

  /** Takes in a request that a check passed. */
  works(check: string, sent: Case): void {
    const key = `${sent.operation} ${check}`;
    const kept = this.#working.get(key) ?? [];
    this.#working.set(key, kept);
    if (kept.length < MOST_KEPT && !isGuardFault(sent.fault)) kept.push(sent);
  }

  /**
   * The causes of a finding. A valid request that fails is compared with valid ones that work, any other with all that got past the
   * guards.
   */
  causesOf(fingerprint: string, check: string, operation: string): PlacedFailure<E>[] {
    const failing = [...(this.#failing.get(fingerprint)?.values() ?? [])].sort(
      (a, b) => sizeOf(a.case) - sizeOf(b.case),
    );
    const working = this.#working.get(`${operation} ${check}`) ?? [];
    const names = new Set([...working, ...failing.map((one) => one.case)].flatMap(namesOf));
    const compared = (sent: Case): Features => withAbsent(this.#of(sent), names);
    const lawful = failing.filter((one) => isLawful(one.case));
    const others = lawful.length > 0 ? working.filter(isLawful) : working;
    const telling = failing.filter((one) => !hasManyFaults(one.case));
    const all = failingCauses(
      telling.map((item) => ({ item, features: compared(item.case) })),
      others.map(compared),
    );
    const causes = byPlace(
      all.map(({ features, members }) =>
        features.length === 0
          ? { members }
          : { place: placeText(features), where: whereText(features), members },
      ),
    );
    return withFurther(
      causes,
      failing.filter((one) => hasManyFaults(one.case)),
    );
  }

  #of(sent: Case): Features {
    const known = this.#features.get(sent) ?? featuresOf(sent);
    this.#features.set(sent, known);
    return known;
  }
}

/** True for a body with so many faults that some of what it has is in no other one, and tells nothing. */
const hasManyFaults = ({ fault }: Case): boolean => fault?.kind === "several" && fault.each !== undefined;

/** The causes, the first of them with further members. */
function withFurther<E>(causes: readonly PlacedFailure<E>[], further: readonly E[]): PlacedFailure<E>[] {
  const [first = { members: [] }, ...rest] = causes;
  return further.length === 0
    ? [...causes]
    : [{ ...first, members: [...first.members, ...further] }, ...rest];
}

/** True for a request without a fault. */
const isLawful = ({ fault, expect }: Case): boolean => fault === undefined && expect === "accept";

/** Causes at one place are one. */
function byPlace<E>(causes: readonly PlacedFailure<E>[]): PlacedFailure<E>[] {
  const places = new Map<string | undefined, PlacedFailure<E>>();
  for (const cause of causes) {
    const before = places.get(cause.place);
    places.set(cause.place, before ? { ...before, members: [...before.members, ...cause.members] } : cause);
  }
  return [...places.values()];
}

const sizeOf = ({ request }: Case): number => request.body?.length ?? 0;

/** The places of features as the last part of a fingerprint. */
export const placeText = (features: readonly Feature[]): string =>
  [...new Set(features.map(({ place, words }) => place ?? words.replaceAll(/[^\p{L}\p{N}]+/gu, "-")))]
    .sort()
    .join("+");

const whereText = (features: readonly Feature[]): string =>
  features.map(({ place = "the request", words }) => `${place} ${words}`).join(" and ");
