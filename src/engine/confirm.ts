import type { Draft, Planned } from "../cases/kind.ts";
import { isCutJson, parses } from "../core/cut-json.ts";
import { identityOf } from "../http/case-origin.ts";
import type { Answer, Case, Exchange, TransportFailure, WireRequest } from "../http/exchange.ts";
import { isFailure, jsonOf } from "../http/exchange.ts";
import { gatewayFailure, isGateway, isRepeatable } from "../http/retry.ts";

/** How often a doubtful answer must come again before it counts as the endpoint's own. */
const CONFIRMATIONS = 3;

/** A case whose answer may be of the way, and what is to be told of it. */
export interface Held {
  readonly case: Case;
  readonly answer: Answer;
  /** What the case was made of; absent where it depends on answers before it. */
  readonly draft?: Draft | undefined;
  readonly onExchange: (exchange: Exchange) => void;
}

/** What a held case comes to: the case as it was asked in the end, with its answer or the reason why there is none. */
export interface Settled {
  readonly case: Case;
  readonly result: Answer | TransportFailure;
  readonly onExchange: Held["onExchange"];
}

/** How to ask again. */
export interface Asker {
  bind(kind: string, draft: Draft): Planned;
  send(request: WireRequest): Promise<Answer | TransportFailure>;
  /** Whether there is anybody to ask, and a request left for it. */
  canAsk(): boolean;
}

/**
 * Answers that may be of the way: an error of a gateway is held until the end of a run, JSON that is cut short is asked
 * for at once. To ask again is to send the case anew, as a creation of its own with its own unique values: what comes
 * every time while others are answered is the endpoint's, all else is of the way.
 */
export class Doubts {
  readonly #asker: Asker;
  readonly #isReplayed: boolean;
  readonly #held: Held[] = [];
  #areCutsOwn: boolean;
  /** Nobody is answered any more, so that asking on is of no use. */
  #isOut = false;
  #control: { readonly kind: string; readonly draft: Draft } | undefined;
  #asked = 0;

  /** @param isReplayed whether nobody can be asked again: what was recorded as an answer was confirmed as one */
  constructor(asker: Asker, isReplayed = false) {
    this.#asker = asker;
    this.#isReplayed = isReplayed;
    this.#areCutsOwn = isReplayed;
  }

  /** How many requests settling may take. */
  get cost(): number {
    return this.#held.length * (CONFIRMATIONS + 1);
  }

  /** The status of the first one held. */
  get status(): number | undefined {
    return this.#held[0]?.answer.status;
  }

  hold(held: Held): void {
    this.#held.push(held);
  }

  /** Remembers a case that was accepted, to see by whether the way is clear. */
  accepted(kind: string, draft: Draft): void {
    this.#control = { kind, draft };
  }

  /** Settles every case that is held. @param isReached whether any answer was the endpoint's */
  async *settle(isReached = true): AsyncIterable<Settled> {
    const isConfirmed = this.#isReplayed && isReached;
    for (let held = this.#held.shift(); held !== undefined; held = this.#held.shift()) {
      const again =
        isConfirmed && parses(held.answer.text) ? held.answer : await this.#askAgain(held, isGateway);
      const { onExchange } = held;
      yield "case" in again ? { ...again, onExchange } : { case: held.case, result: again, onExchange };
    }
  }

  /** What is to be judged in place of an answer that is cut short. */
  async whole(held: Held): Promise<Omit<Settled, "onExchange">> {
    const again = this.#areCutsOwn ? held.answer : await this.#askAgain(held, isCut);
    if ("case" in again) return again;
    this.#areCutsOwn = !isFailure(again);
    return { case: held.case, result: again };
  }

  async #askAgain(
    held: Held,
    isDoubtful: (answer: Answer) => boolean,
  ): Promise<Omit<Settled, "onExchange"> | Answer | TransportFailure> {
    const unknown = isCut(held.answer) ? CUT : gatewayFailure(held.answer);
    for (let tries = 0; tries < CONFIRMATIONS; tries++) {
      const again = this.#case(held);
      if (again === undefined || this.#isOut || !this.#asker.canAsk()) return unknown;
      const result = await this.#asker.send(again.request);
      if (isFailure(result)) return unknown;
      // What depends on answers before it may mean something else by now.
      if (!isDoubtful(result))
        return held.draft ? { case: { ...again, ...identityOf(held.case) }, result } : unknown;
      if (tries === 0 && isDoubtful === isGateway) this.#isOut = !(await this.#isWayClear());
    }
    // A gateway's own page is no JSON; an endpoint that fails may answer in JSON all the same.
    return isDoubtful === isCut || parses(held.answer.text) ? held.answer : unknown;
  }

  #case({ case: one, draft }: Held): Case | undefined {
    if (draft) return this.#bound(one.origin.kind, draft);
    return isRepeatable(one.request) ? one : undefined;
  }

  /** A case of the draft with unique values of its own. */
  #bound(kind: string, draft: Draft): Case | undefined {
    const bound = this.#asker.bind(kind, { ...draft, name: `${draft.name}/again/${this.#asked++}` });
    return "case" in bound ? bound.case : undefined;
  }

  async #isWayClear(): Promise<boolean> {
    if (this.#control === undefined) return true;
    const { kind, draft } = this.#control;
    const control = this.#asker.canAsk() ? this.#bound(kind, draft) : undefined;
    if (control === undefined) return false;
    const result = await this.#asker.send(control.request);
    return !isFailure(result) && !isGateway(result);
  }
}

export const isCut = (result: Answer | TransportFailure): boolean =>
  !isFailure(result) && jsonOf(result) === undefined && isCutJson(result.text);

const CUT: TransportFailure = { reason: "reset", message: "an answer came that is cut short" };
