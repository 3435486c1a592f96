import type { Draft, Planned } from "../cases/kind.ts";
import { isCutJson, parses } from "../core/cut-json.ts";
import { identityOf } from "../http/case-origin.ts";
import type { Answer, Case, TransportFailure, WireRequest } from "../http/exchange.ts";
import { excessOf, isFailure, jsonOf } from "../http/exchange.ts";
import { gatewayFailure, isGateway, isRepeatable } from "../http/retry.ts";

/** Times that such an answer must come again before it counts as the endpoint's own. */
export const CONFIRMATIONS = 3;

/** The number of server errors that must have come twice before further ones are believed at once. */
const BELIEVED_AFTER = 3;

/** Answers that are kept, at most: more of them would show nothing else. */
const MOST_HELD = 1000;

/** A case whose answer may come from an intermediary (RFC 9110 §3.7) rather than from the endpoint. */
export interface Unconfirmed {
  readonly case: Case;
  readonly answer: Answer;
  /** The draft that the case was made of; absent where it depends on answers before it. */
  readonly draft?: Draft | undefined;
}

/** The case as it was asked in the end, with its answer or the reason why there is none. */
export interface Confirmed {
  readonly case: Case;
  readonly result: Answer | TransportFailure;
}

/** The means to ask again. */
export interface Asker {
  bind(kind: string, draft: Draft): Planned;
  send(request: WireRequest): Promise<Answer | TransportFailure>;
  /** True if the target can be asked, and a request is left for it. */
  canAsk(): boolean;
}

/**
 * Asks again for answers that may be an intermediary's: for an error of a gateway at the end of a run, for JSON that is
 * cut short at once. A case is sent anew, as a creation of its own with its own unique values: an answer that comes every
 * time while other cases are answered is the endpoint's, any other is not.
 */
export class Confirmations {
  readonly #asker: Asker;
  readonly #isReplayed: boolean;
  readonly #held: Unconfirmed[] = [];
  /** True once the endpoint itself is known to cut its JSON short. */
  #areCutsOwn: boolean;
  /** True once nobody is answered any more, so that asking again is of no use. */
  #isOut = false;
  #control: { readonly kind: string; readonly draft: Draft } | undefined;
  #asked = 0;
  /** The number of server errors that have come twice. */
  #believed = 0;

  /** @param isReplayed true if nobody can be asked again: an answer was confirmed when it was recorded */
  constructor(asker: Asker, isReplayed = false) {
    this.#asker = asker;
    this.#isReplayed = isReplayed;
    this.#areCutsOwn = isReplayed;
  }

  /** Number of requests that confirming all held answers may take. */
  get cost(): number {
    return this.#held.length * (CONFIRMATIONS + 1);
  }

  /** The status of the first answer that is held. */
  get status(): number | undefined {
    return this.#held[0]?.answer.status;
  }

  /** Keeps a gateway's error until the end of the run. @returns false if there was no room for it */
  hold(unconfirmed: Unconfirmed): boolean {
    if (this.#held.length >= MOST_HELD) return false;
    this.#held.push(unconfirmed);
    return true;
  }

  /** Remembers a case that was accepted: while it is, cases reach the endpoint. */
  accepted(kind: string, draft: Draft): void {
    this.#control = { kind, draft };
  }

  /**
   * Confirms every case that is held.
   * @param isReached true if any answer was the endpoint's
   */
  async *confirm(isReached = true): AsyncGenerator<Confirmed, void> {
    const isRecorded = this.#isReplayed && isReached;
    for (let held = this.#held.shift(); held !== undefined; held = this.#held.shift()) {
      const again =
        isRecorded && parses(held.answer.text) ? held.answer : await this.#askAgain(held, isGateway);
      yield "case" in again ? again : { case: held.case, result: again };
    }
  }

  /** The answer to judge in place of one that is cut short. */
  async whole(cut: Unconfirmed): Promise<Confirmed> {
    const again = this.#areCutsOwn ? cut.answer : await this.#askAgain(cut, isCut);
    if ("case" in again) return again;
    this.#areCutsOwn = !isFailure(again);
    return { case: cut.case, result: again };
  }

  /** The answer to judge in place of a server error: one that does not come again was an accident. */
  async failing(failed: Unconfirmed): Promise<Confirmed> {
    const first = { case: failed.case, result: failed.answer };
    const again = this.#case(failed);
    if (this.#believed >= BELIEVED_AFTER || again === undefined || !this.#asker.canAsk()) return first;
    const result = await this.#asker.send(again.request);
    if (isFailure(result) || isGateway(result)) return first;
    if (result.status >= 500) this.#believed += 1;
    return result.status >= 500 ? first : { case: { ...again, ...identityOf(failed.case) }, result };
  }

  async #askAgain(
    unconfirmed: Unconfirmed,
    isUnconfirmed: (answer: Answer) => boolean,
  ): Promise<Confirmed | Answer | TransportFailure> {
    const unknown = isCut(unconfirmed.answer) ? CUT : gatewayFailure(unconfirmed.answer);
    for (let tries = 0; tries < CONFIRMATIONS; tries++) {
      const again = this.#case(unconfirmed);
      if (again === undefined || this.#isOut || !this.#asker.canAsk()) return unknown;
      const result = await this.#asker.send(again.request);
      if (isFailure(result)) return unknown;
      if (!isUnconfirmed(result)) return otherwise(unconfirmed, again, result) ?? unknown;
      if (tries === 0 && isUnconfirmed === isGateway) this.#isOut = !(await this.#isAnybodyAnswered());
    }
    // A gateway's own page is no JSON; an endpoint that fails may answer in JSON all the same.
    return isUnconfirmed === isCut || parses(unconfirmed.answer.text) ? unconfirmed.answer : unknown;
  }

  #case({ case: asked, draft }: Unconfirmed): Case | undefined {
    if (draft) return this.#bound(asked.origin.kind, draft);
    return isRepeatable(asked.request) ? asked : undefined;
  }

  /** A case of the draft with unique values of its own. */
  #bound(kind: string, draft: Draft): Case | undefined {
    const bound = this.#asker.bind(kind, { ...draft, name: `${draft.name}/again/${this.#asked++}` });
    return "case" in bound ? bound.case : undefined;
  }

  async #isAnybodyAnswered(): Promise<boolean> {
    if (this.#control === undefined) return true;
    const { kind, draft } = this.#control;
    const control = this.#asker.canAsk() ? this.#bound(kind, draft) : undefined;
    if (control === undefined) return false;
    const result = await this.#asker.send(control.request);
    return !isFailure(result) && !isGateway(result);
  }
}

/** The case with another answer than before; one that depends on answers before it may mean something else by now. */
const otherwise = (asked: Unconfirmed, again: Case, result: Answer): Confirmed | undefined =>
  asked.draft && { case: { ...again, ...identityOf(asked.case) }, result };

export const isCut = (result: Answer | TransportFailure): boolean =>
  !isFailure(result) &&
  jsonOf(result) === undefined &&
  excessOf(result).length === 0 &&
  isCutJson(result.text);

const CUT: TransportFailure = { reason: "reset", message: "an answer came that is cut short" };
