import { isSuccess } from "../contract/resource.ts";
import { TOKEN_VARIABLE } from "../core/project.ts";
import type { Answer, Case } from "../http/exchange.ts";
import { wordsOf } from "./refusal-words.ts";

const ADVICE = `check that ${TOKEN_VARIABLE} is a token of the account, with the scope that the operation needs`;

/** Statuses that may speak of the token rather than of the case (RFC 9110 §15.5.2, §15.5.4). */
const REFUSED = new Set([401, 403]);

/** The number of refused cases of an operation, none of them accepted, after which no more are sent. */
const MOST_REFUSED = 8;

/** The number of refusals that are held back; further ones are judged at once where the token has been accepted. */
const MOST_HELD = 1000;

/** A refusal, and the case that was to be accepted. */
export interface Refusal {
  readonly case: Case;
  readonly answer: Answer;
}

/** Holds back what a wrong token, or one without the scope, would explain: alone it is no verdict, among successes it is one. */
export class TokenRefusals {
  readonly #held: Refusal[] = [];
  /** The operations for which the token has been accepted. */
  readonly #accepted = new Set<string>();

  /** Takes note of an answer. @returns whether it is held back */
  hold(refused: Case, answer: Answer): boolean {
    if (isSuccess(answer.status)) this.#accepted.add(refused.operation);
    if (refused.expect !== "accept" || !REFUSED.has(answer.status)) return false;
    if (this.#held.length >= MOST_HELD && this.#accepted.has(refused.operation)) return false;
    this.#held.push({ case: refused, answer });
    return true;
  }

  /** The held refusals that count after all, because the operation has accepted the token elsewhere. */
  get judged(): readonly Refusal[] {
    return this.#held.filter(({ case: { operation } }) => this.#accepted.has(operation));
  }

  /** True once an operation has refused the token so often, and never accepted it, that nothing more is to be sent. */
  isHopeless(operation: string): boolean {
    return this.#unexplained.filter((refusal) => refusal.case.operation === operation).length >= MOST_REFUSED;
  }

  /**
   * The reason why the answers say nothing of an operation, in the endpoint's words; undefined where they do.
   * @param target as the user named it
   */
  reason(target: string): string | undefined {
    const [first] = this.#unexplained;
    if (first === undefined) return undefined;
    const { status } = first.answer;
    const all = [...new Set(this.#unexplained.map(({ case: { operation } }) => operation))].join(", ");
    return `${all} could not be judged: ${target} refuses the token with ${status} "${wordsOf(first.answer)}": ${ADVICE}`;
  }

  get #unexplained(): readonly Refusal[] {
    return this.#held.filter(({ case: { operation } }) => !this.#accepted.has(operation));
  }
}
