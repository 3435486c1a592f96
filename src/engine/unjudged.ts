import { isFailure } from "../http/exchange.ts";
import { gatewayFailure, isGateway } from "../http/retry.ts";
import type { Cleanup } from "../journal/cleanup.ts";
import type { UnjudgedEvent } from "./events.ts";
import { refusalAdvice, withScopes } from "./refusal-advice.ts";
import { failureWords, wordsOf } from "./refusal-words.ts";
import { OF_THE_TOKEN, type TokenRefusals } from "./token-refusals.ts";

/** Tells of each operation that cannot be judged as soon as that is known, once. */
export class Unjudged {
  readonly #refusals: TokenRefusals;
  readonly #cleanup: Cleanup;
  readonly #target: string;
  readonly #told = new Set<string>();

  /** @param target as the user named it */
  constructor(refusals: TokenRefusals, cleanup: Cleanup, target: string) {
    this.#refusals = refusals;
    this.#cleanup = cleanup;
    this.#target = target;
  }

  /** The operations of which it is known since the last call. @param operation the one that has just been asked */
  news(operation: string): UnjudgedEvent[] {
    const reasons = [
      [operation, this.#refusals.reasonOf(operation, this.#target)],
      [this.#cleanup.lister?.id, this.unlisted],
    ] as const;
    return reasons.flatMap(([id, reason]): UnjudgedEvent[] => {
      if (id === undefined || reason === undefined || this.#told.has(id)) return [];
      this.#told.add(id);
      return [{ type: "unjudged", operation: id, reason }];
    });
  }

  /**
   * The reason why lists tell nothing of what a run has made: the token may not have them, or not one was answered. One that
   * is refused otherwise is no list that the endpoint has.
   */
  get unlisted(): string | undefined {
    const { lister, listFailure } = this.#cleanup;
    if (lister === undefined || listFailure === undefined) return undefined;
    const judged = `${withScopes(lister)} could not be judged`;
    if (isFailure(listFailure)) return `${judged}: ${failureWords(listFailure)}`;
    if (isGateway(listFailure)) return `${judged}: ${failureWords(gatewayFailure(listFailure))}`;
    if (!OF_THE_TOKEN.has(listFailure.status)) return undefined;
    const words = `${this.#target} refuses the token with ${listFailure.status} "${wordsOf(listFailure)}"`;
    return `${judged}: ${words}: ${refusalAdvice(lister, listFailure)}`;
  }
}
