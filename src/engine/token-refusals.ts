import type { Operation } from "../contract/contract.ts";
import { isSuccess } from "../contract/resource.ts";
import type { Answer, Case } from "../http/exchange.ts";
import { headerAdvice, refusalAdvice, withScopes } from "./refusal-advice.ts";
import { wordsOf } from "./refusal-words.ts";

/** Statuses that may speak of the token rather than of the case (RFC 9110 §15.5.2, §15.5.4). */
export const OF_THE_TOKEN: ReadonlySet<number> = new Set([401, 403]);

/** The number of refused cases of an operation, none of them accepted, after which no more are sent. */
const MOST_REFUSED = 8;

/** The number of refusals of an operation, none of them accepted, from which it is told while the run goes on. */
const ENOUGH = 2;

/** The number of refusals that are held back; further ones are judged at once where the token has been accepted. */
const MOST_HELD = 1000;

/** A refusal, and the case that was to be accepted. */
export interface Refusal {
  readonly case: Case;
  readonly answer: Answer;
}

/** Holds back what a wrong token, or one without the scope, would explain: alone it is no verdict, among successes it is one. */
export class TokenRefusals {
  readonly #operations: { readonly [id: string]: Operation };
  readonly #held: Refusal[] = [];
  /** The operations for which the token has been accepted. */
  readonly #accepted = new Set<string>();

  /** @param operations all that cases may be of, by id */
  constructor(operations: { readonly [id: string]: Operation }) {
    this.#operations = operations;
  }

  /** Takes note of an answer. @returns whether it is held back */
  hold(refused: Case, answer: Answer): boolean {
    if (isSuccess(answer.status)) this.#accepted.add(refused.operation);
    if (refused.expect !== "accept" || !this.#speaksOfGuard(refused, answer)) return false;
    if (this.#held.length >= MOST_HELD && this.#accepted.has(refused.operation)) return false;
    this.#held.push({ case: refused, answer });
    return true;
  }

  /** True if an answer may speak of the token, or speaks of a header. */
  #speaksOfGuard({ operation: id }: Case, answer: Answer): boolean {
    const operation = this.#operations[id];
    const isClientError = answer.status >= 400 && answer.status < 500;
    return (
      OF_THE_TOKEN.has(answer.status) ||
      (isClientError && operation !== undefined && headerAdvice(operation, answer) !== undefined)
    );
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
    return this.#reasonOf(this.#unexplained, target);
  }

  /** The same of one operation, once it has refused often enough to say so. */
  reasonOf(operation: string, target: string): string | undefined {
    const refusals = this.#unexplained.filter((refusal) => refusal.case.operation === operation);
    return refusals.length < ENOUGH ? undefined : this.#reasonOf(refusals, target);
  }

  #reasonOf(refusals: readonly Refusal[], target: string): string | undefined {
    const [first] = refusals;
    if (first === undefined) return undefined;
    const { case: asked, answer } = first;
    const all = new Set(refusals.map(({ case: { operation } }) => this.#named(operation)));
    const operation = this.#operations[asked.operation];
    const header = operation && headerAdvice(operation, answer);
    const advice = operation === undefined ? "" : `: ${refusalAdvice(operation, answer)}`;
    const refused = `refuses ${header === undefined ? "the token" : "it"} with ${answer.status} "${wordsOf(answer)}"`;
    return `${[...all].join(", ")} could not be judged: ${target} ${refused}${advice}`;
  }

  #named(id: string): string {
    const operation = this.#operations[id];
    return operation === undefined ? id : withScopes({ ...operation, id });
  }

  get #unexplained(): readonly Refusal[] {
    return this.#held.filter(({ case: { operation } }) => !this.#accepted.has(operation));
  }
}
