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
  readonly #clock: Clock;
  /** Contradictions that looking again has not solved, and would not the next time. */
  readonly #lasting = new Set<string>();

  constructor(looker: Looker, clock: Clock = SYSTEM_CLOCK) {
    this.#looker = looker;
    this.#clock = clock;
  }

  /** The case with the answer that counts: a later one that agrees, with how long it took, or else the first. */
  async settled(sent: Case, answer: Answer): Promise<{ readonly case: Case; readonly answer: Answer }> {
    const { resource } = sent;
    const kind = `${sent.operation} ${resource?.exists}`;
    if (resource === undefined || !contradicts(resource, answer) || this.#lasting.has(kind))
      return { case: sent, answer };
    const started = this.#clock.now();
    for (const wait of WAITS_MS) {
      if (!this.#looker.canAsk()) return { case: sent, answer };
      await this.#clock.pause(wait);
      const later = await this.#looker.send(sent.request);
      if (isFailure(later)) return { case: sent, answer };
      const delayMs = Math.round(this.#clock.now() - started);
      if (!contradicts(resource, later))
        return { case: { ...sent, resource: { ...resource, delayMs } }, answer: later };
    }
    this.#lasting.add(kind);
    return { case: sent, answer };
  }
}

/** A resource that exists is unknown, or one that was deleted is still read; refused tokens and server errors are something else. */
function contradicts({ exists, step, id }: ResourceState, { status, text }: Answer): boolean {
  if (step === "list" && isSuccess(status) && id !== undefined)
    return text.includes(JSON.stringify(id)) !== exists;
  if (!exists) return step === "read" && isSuccess(status);
  if (step === "update") return status === 404 || status === 410;
  return status >= 400 && status < 500 && status !== 401 && status !== 403;
}
