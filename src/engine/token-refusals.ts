import { isSuccess } from "../contract/resource.ts";
import { TOKEN_VARIABLE } from "../core/project.ts";
import type { Answer, Case } from "../http/exchange.ts";

const ADVICE = `check that ${TOKEN_VARIABLE} is a token of the account, with the scope that the operation needs`;

/** Statuses that may speak of the token rather than of the case (RFC 9110 §15.5.2, §15.5.4). */
const REFUSED = new Set([401, 403]);

/** A refused case that should have been accepted. */
export interface Refusal {
  readonly case: Case;
  readonly answer: Answer;
}

/** Holds back refusals that a wrong token would explain: alone they give no verdict, among successes they do. */
export class TokenRefusals {
  readonly #held: Refusal[] = [];
  #isAccepted = false;

  /**
   * Considers an answer.
   * @returns true if it is held back
   */
  hold(refused: Case, answer: Answer): boolean {
    if (isSuccess(answer.status)) this.#isAccepted = true;
    if (refused.expect !== "accept" || !REFUSED.has(answer.status)) return false;
    this.#held.push({ case: refused, answer });
    return true;
  }

  /** The held refusals that count after all, because the token has been accepted elsewhere. */
  get judged(): readonly Refusal[] {
    return this.#isAccepted ? this.#held : [];
  }

  /**
   * The reason why the answers say nothing of the endpoint; undefined where they do.
   * @param target as the user named it
   */
  reason(target: string): string | undefined {
    const [first] = this.#held;
    if (first === undefined || this.#isAccepted) return undefined;
    return `${target} refuses the token with ${first.answer.status}: ${ADVICE}`;
  }
}
