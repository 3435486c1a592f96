import { isSuccess } from "../contract/resource.ts";
import { type Clock, SYSTEM_CLOCK } from "../core/clock.ts";
import {
  type Answer,
  type Case,
  isFailure,
  type ResourceState,
  type TransportFailure,
  type WireRequest,
} from "../http/exchange.ts";

/** Pauses before each further look, in milliseconds: two seconds in all. */
const WAITS_MS = [100, 200, 400, 600, 700];

/** Reads lists, with the pages behind the first one. */
export interface ListReader {
  followed(sent: Case, answer: Answer): Promise<Case>;
  /** True if a list holds the resource of its request; undefined where it need not, or cannot be told. */
  holds(sent: Case, answer: Answer): boolean | undefined;
}

/** Sends a request again. */
export interface Looker {
  send(request: WireRequest): Promise<Answer | TransportFailure>;
  /** True while the endpoint answers, and a request is left. */
  canAsk(): boolean;
}

/**
 * Looks again where a request about a resource contradicts what was done to it just before: many endpoints show a creation or a
 * deletion some hundred milliseconds later, which is a delay and not a fault.
 */
export class LaterLooks {
  readonly #looker: Looker;
  readonly #lists: ListReader;
  readonly #clock: Clock;
  /** Contradictions that looking again has not solved, and would not the next time. */
  readonly #lasting = new Set<string>();

  constructor(looker: Looker, lists: ListReader, clock: Clock = SYSTEM_CLOCK) {
    this.#looker = looker;
    this.#lists = lists;
    this.#clock = clock;
  }

  /** The case with the answer that counts: a later one that agrees, with how long it took, or else the first. */
  async settled(sent: Case, answer: Answer): Promise<{ readonly case: Case; readonly answer: Answer }> {
    const { resource } = sent;
    const kind = `${sent.operation} ${resource?.exists}`;
    if (resource === undefined || !this.#contradicts(sent, answer) || this.#lasting.has(kind))
      return { case: sent, answer };
    const started = this.#clock.now();
    for (const wait of WAITS_MS) {
      if (!this.#looker.canAsk()) return { case: sent, answer };
      await this.#clock.pause(wait);
      const later = await this.#looker.send(sent.request);
      if (isFailure(later)) return { case: sent, answer };
      const delayMs = Math.round(this.#clock.now() - started);
      const looked = await this.#lists.followed(sent, later);
      if (!this.#contradicts(looked, later))
        return { case: { ...looked, resource: { ...resource, ...looked.resource, delayMs } }, answer: later };
    }
    this.#lasting.add(kind);
    return { case: sent, answer };
  }

  #contradicts(sent: Case, answer: Answer): boolean {
    const { resource } = sent;
    if (resource === undefined) return false;
    if (resource.step !== "list" || !isSuccess(answer.status)) return contradicts(resource, answer);
    const isHeld = this.#lists.holds(sent, answer);
    return isHeld !== undefined && isHeld !== resource.exists;
  }
}

/** A resource that exists is unknown, or one that was deleted is still read; refused tokens and server errors are something else. */
function contradicts({ exists, step }: ResourceState, { status }: Answer): boolean {
  if (!exists) return step === "read" && isSuccess(status);
  if (step === "update") return status === 404 || status === 410;
  return status >= 400 && status < 500 && status !== 401 && status !== 403;
}
