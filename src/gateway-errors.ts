import type { Draft, Planned } from "./cases/kind.ts";
import type { Answer, Case, Exchange, TransportFailure, WireRequest } from "./exchange.ts";
import { isFailure } from "./exchange.ts";
import { gatewayFailure, isGateway, isRepeatable } from "./send.ts";

/** How often an error of a gateway must come again before it counts as the endpoint's own. */
const CONFIRMATIONS = 3;

/** A case that a gateway answered, and what is to be told of it. */
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
  /** An answer that is nobody's, but may have made something. */
  note(answer: Answer): void;
  /** Whether there is anybody to ask, and a request left for it. */
  canAsk(): boolean;
}

/**
 * Errors of a gateway, held until the end of a run. Each case is then asked again, as a creation of its own with its own
 * unique values: what brings the error every time while others are answered is the endpoint's, all else is of the way.
 */
export class GatewayErrors {
  readonly #asker: Asker;
  readonly #held: Held[] = [];
  #control: { readonly kind: string; readonly draft: Draft } | undefined;
  #asked = 0;

  constructor(asker: Asker) {
    this.#asker = asker;
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

  /** Settles every case that is held. @param isConfirmed whether they count as the endpoint's own without asking */
  async *settle(isConfirmed = false): AsyncIterable<Settled> {
    for (let held = this.#held.shift(); held !== undefined; held = this.#held.shift()) {
      const again = isConfirmed && speaksJson(held.answer) ? held.answer : await this.#askAgain(held);
      const { onExchange } = held;
      yield "case" in again ? { ...again, onExchange } : { case: held.case, result: again, onExchange };
    }
  }

  async #askAgain(held: Held): Promise<Omit<Settled, "onExchange"> | Answer | TransportFailure> {
    const unknown = gatewayFailure(held.answer);
    for (let tries = 0; tries < CONFIRMATIONS; tries++) {
      const again = this.#case(held);
      if (again === undefined || !this.#asker.canAsk()) return unknown;
      const result = await this.#asker.send(again.request);
      if (isFailure(result)) return unknown;
      // What depends on answers before it may mean something else by now.
      if (!isGateway(result)) return held.draft ? { case: { ...again, id: held.case.id }, result } : unknown;
    }
    return speaksJson(held.answer) && (await this.#isWayClear()) ? held.answer : unknown;
  }

  #case({ case: one, draft }: Held): Case | undefined {
    if (draft) return this.#bound(one.kind, draft);
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
    if (!isFailure(result)) this.#asker.note(result);
    return !isFailure(result) && !isGateway(result);
  }
}

/** A gateway's own page is no JSON; an endpoint that fails may answer in JSON all the same. */
function speaksJson({ text }: Answer): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
