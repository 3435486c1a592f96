import type { Draft, Planned } from "../cases/kind.ts";
import type { Answer, Case, TransportFailure, WireRequest } from "../http/exchange.ts";
import { isRepeatable } from "../http/retry.ts";

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

/** Makes cases anew, each with unique values of its own. */
export class Repeats {
  readonly #asker: Asker;
  #made = 0;

  constructor(asker: Asker) {
    this.#asker = asker;
  }

  /** The case to send in place of another; undefined where it cannot be sent again. */
  of({ case: asked, draft }: Unconfirmed): Case | undefined {
    if (draft) return this.bound(asked.origin.kind, draft);
    return isRepeatable(asked.request) ? asked : undefined;
  }

  /** A case of the draft; undefined where it lacks what it needs. */
  bound(kind: string, draft: Draft): Case | undefined {
    const bound = this.#asker.bind(kind, { ...draft, name: `${draft.name}/again/${this.#made++}` });
    return "case" in bound ? bound.case : undefined;
  }
}
