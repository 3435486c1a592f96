import type { Draft } from "../cases/kind.ts";
import { isCutJson, parses } from "../core/cut-json.ts";
import { identityOf } from "../http/case-origin.ts";
import type { Answer, Case, TransportFailure } from "../http/exchange.ts";
import { excessOf, isFailure, jsonOf } from "../http/exchange.ts";
import { gatewayFailure, isGateway } from "../http/retry.ts";
import type { Asker, Confirmed, Repeats, Unconfirmed } from "./ask-again.ts";

/** Times that such an answer must come again before it counts as the endpoint's own, at least and at most. */
const CONFIRMATIONS = 3;
export const MOST_CONFIRMATIONS = 12;

/** Cases that met a gateway's error, of which no share can be told yet. */
const FEW = 4;

/** The chance at which an intermediary's errors may come so often in a row for one case. */
const RISK = 0.001;

/** Errors of gateways that are kept until the end of a run, at most: more of them would show nothing else. */
const MOST_HELD = 1000;

/**
 * Asks again for answers that may be an intermediary's: for an error of a gateway at the end of a run, for JSON that is
 * cut short at once. A case is sent anew, as a creation of its own with its own unique values: an answer that comes every
 * time while other cases are answered is the endpoint's, any other is not.
 */
export class Confirmations {
  readonly #asker: Asker;
  readonly #repeats: Repeats;
  readonly #isReplayed: boolean;
  readonly #held: Unconfirmed[] = [];
  /** True once the endpoint itself is known to cut its JSON short. */
  #areCutsOwn: boolean;
  /** True once nobody is answered any more, so that asking again is of no use. */
  #isOut = false;
  #control: { readonly kind: string; readonly draft: Draft } | undefined;
  #accepted = 0;
  #everHeld = 0;

  /** @param isReplayed true if nobody can be asked again: an answer was confirmed when it was recorded */
  constructor(asker: Asker, repeats: Repeats, isReplayed = false) {
    this.#asker = asker;
    this.#repeats = repeats;
    this.#isReplayed = isReplayed;
    this.#areCutsOwn = isReplayed;
  }

  /** Number of requests that confirming all held answers may take. */
  get cost(): number {
    return this.#held.length * (this.#needed + 1);
  }

  /**
   * Times that a gateway's error must come again: the more of the run's cases met one, the more often, because an
   * intermediary that fails half of the time does so three times in a row soon enough.
   */
  get #needed(): number {
    const share = this.#everHeld / (this.#everHeld + this.#accepted);
    const times = Math.ceil(Math.log(RISK) / Math.log(share));
    return this.#accepted === 0 || this.#everHeld <= FEW
      ? CONFIRMATIONS
      : Math.min(MOST_CONFIRMATIONS, Math.max(CONFIRMATIONS, times));
  }

  /** The status of the first answer that is held. */
  get status(): number | undefined {
    return this.#held[0]?.answer.status;
  }

  /** Keeps a gateway's error until the end of the run. @returns false if there was no room for it */
  hold(unconfirmed: Unconfirmed): boolean {
    if (this.#held.length >= MOST_HELD) return false;
    this.#held.push(unconfirmed);
    this.#everHeld += 1;
    return true;
  }

  /** Remembers a case that was accepted: while it is, cases reach the endpoint. */
  accepted(kind: string, draft: Draft): void {
    this.#control = { kind, draft };
    this.#accepted += 1;
  }

  /**
   * Confirms every case that is held.
   * @param isReached true if any answer was the endpoint's
   */
  async *confirm(isReached = true): AsyncGenerator<Confirmed, void> {
    const isRecorded = this.#isReplayed && isReached;
    for (let held = this.#held.shift(); held !== undefined; held = this.#held.shift()) {
      const again =
        isRecorded && parses(held.answer.text)
          ? held.answer
          : await this.#askAgain(held, isGateway, this.#needed);
      yield "case" in again ? again : { case: held.case, result: again };
    }
  }

  /** The answer to judge in place of one that is cut short. */
  async whole(cut: Unconfirmed): Promise<Confirmed> {
    const again = this.#areCutsOwn ? cut.answer : await this.#askAgain(cut, isCut, CONFIRMATIONS);
    if ("case" in again) return again;
    this.#areCutsOwn = !isFailure(again);
    return { case: cut.case, result: again };
  }

  async #askAgain(
    unconfirmed: Unconfirmed,
    isUnconfirmed: (answer: Answer) => boolean,
    needed: number,
  ): Promise<Confirmed | Answer | TransportFailure> {
    const unknown = isCut(unconfirmed.answer) ? CUT : gatewayFailure(unconfirmed.answer);
    for (let tries = 0; tries < needed; tries++) {
      const again = this.#repeats.of(unconfirmed);
      if (again === undefined || this.#isOut || !this.#asker.canAsk()) return unknown;
      const result = await this.#asker.send(again.request);
      if (isFailure(result)) return unknown;
      if (!isUnconfirmed(result)) return otherwise(unconfirmed, again, result) ?? unknown;
      if (tries === 0 && isUnconfirmed === isGateway) this.#isOut = !(await this.#isAnybodyAnswered());
    }
    // A gateway's own page is no JSON; an endpoint that fails may answer in JSON all the same.
    return isUnconfirmed === isCut || parses(unconfirmed.answer.text) ? unconfirmed.answer : unknown;
  }

  async #isAnybodyAnswered(): Promise<boolean> {
    if (this.#control === undefined) return true;
    const { kind, draft } = this.#control;
    const control = this.#asker.canAsk() ? this.#repeats.bound(kind, draft) : undefined;
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
