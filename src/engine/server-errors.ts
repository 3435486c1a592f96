import { identityOf } from "../http/case-origin.ts";
import { isFailure } from "../http/exchange.ts";
import { isGateway } from "../http/retry.ts";
import type { Asker, Confirmed, Repeats, Unconfirmed } from "./ask-again.ts";

/** The number of errors that came again after which further ones are judged at once. */
const MOST_REPEATED = 3;

/** Asks again for server errors: one that does not come again was an accident. */
export class ServerErrors {
  readonly #asker: Asker;
  readonly #repeats: Repeats;
  #repeated = 0;

  constructor(asker: Asker, repeats: Repeats) {
    this.#asker = asker;
    this.#repeats = repeats;
  }

  /** The answer to judge in place of a server error. */
  async settled(failed: Unconfirmed): Promise<Confirmed> {
    const first = { case: failed.case, result: failed.answer };
    const again = this.#repeats.of(failed);
    if (this.#repeated >= MOST_REPEATED || again === undefined || !this.#asker.canAsk()) return first;
    const result = await this.#asker.send(again.request);
    if (isFailure(result) || isGateway(result)) return first;
    if (result.status < 500) return { case: { ...again, ...identityOf(failed.case) }, result };
    this.#repeated += 1;
    return first;
  }
}
