import type { Violation } from "../../checks/check.ts";
import { validAccepted } from "../../checks/valid-accepted.ts";
import type { Json } from "../../core/json.ts";
import type { KnownDifferences } from "../../findings/deviations.ts";
import { fingerprintOf } from "../../findings/fingerprint.ts";
import { isSeenAnswer, shownBy } from "../../findings/seen.ts";
import type { JudgedEvent } from "../events.ts";
import { Reason } from "./reason.ts";

/** Reasons that are told apart: an endpoint may have other words for each refusal, and each reason keeps bodies. */
const MOST_REASONS = 100;

/** Accepted bodies that are kept, and the characters of one at most. */
const MOST_ACCEPTED = 200;
const MOST_CHARACTERS = 20_000;

/** The reasons for which an endpoint refuses valid bodies, and the bodies that it accepted. */
export class Reasons {
  readonly #differences: KnownDifferences;
  readonly #reasons = new Map<string, Reason>();
  readonly #accepted: Json[] = [];

  constructor(differences: KnownDifferences) {
    this.#differences = differences;
  }

  /** The reasons that bodies are to be spared. */
  get atWork(): readonly Reason[] {
    return [...this.#reasons.values()].filter(({ isAtWork }) => isAtWork);
  }

  /** Bodies that were accepted. */
  get accepted(): readonly Json[] {
    return this.#accepted;
  }

  /**
   * The reasons that the answer to a valid body gives for its refusal; none where it was accepted, or gives none, and none
   * that is new once there are many.
   */
  of(judged: JudgedEvent): readonly Reason[] {
    const own = judged.judgements.find(({ check }) => check === validAccepted.id);
    return (own?.violations ?? []).flatMap((violation) => this.#reasonOf(violation, judged) ?? []);
  }

  #reasonOf(violation: Violation, { case: sent, answer }: JudgedEvent): Reason | undefined {
    const fingerprint = fingerprintOf(sent.operation, validAccepted.id, violation.subject);
    if (this.#reasons.size === MOST_REASONS && !this.#reasons.has(fingerprint)) return undefined;
    const shown = shownBy(violation, answer);
    const words = isSeenAnswer(shown) ? shown.words : undefined;
    const reason = this.#reasons.get(fingerprint) ?? new Reason(answer.status, words);
    this.#reasons.set(fingerprint, reason);
    const { deviation } = this.#differences.classify(fingerprint, { violation, case: sent, answer });
    if (deviation) reason.know(deviation.when?.body);
    return reason;
  }

  /** Takes in a body that was accepted. @param refusals to which it was adapted */
  take(body: Json, refusals: readonly string[] = []): void {
    for (const reason of this.#reasons.values()) {
      for (const cause of reason.causes) cause.accepted(body);
      if (refusals.includes(reason.text)) reason.accept();
    }
    if (this.#accepted.length < MOST_ACCEPTED && JSON.stringify(body).length <= MOST_CHARACTERS)
      this.#accepted.push(body);
  }
}
