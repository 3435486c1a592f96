import type { Draft } from "../cases/kind.ts";
import type { Bound } from "../cases/shared/plan-case.ts";
import type { Case } from "../http/exchange.ts";
import type { Played } from "./all-listed.ts";
import type { RunEvent } from "./events.ts";
import { skipped } from "./play-scenario.ts";
import type { Room } from "./room.ts";
import type { Lacking, SuppliedDraft, Supplies, Used } from "./supplies.ts";

/** The means to play a case about what another operation makes for it. */
interface Means {
  readonly supplies: Supplies;
  bind(kind: string, draft: Draft): Bound;
  play(sent: Case, draft: Draft | undefined): Promise<Played>;
  /** The room that is taken for the case, and for what comes before it; absent where none is. */
  readonly taken?: Room | undefined;
}

/** Cases in a row for which nothing could be made, after which an operation is given up. */
const MOST_LACKING = 3;

/** Plays cases about what another operation makes; gives up where time and again that cannot be made. */
export class SuppliedPlay {
  readonly #giveUp: (reason: string) => void;
  #lacking = 0;
  #isSpent = false;

  constructor(giveUp: (reason: string) => void) {
    this.#giveUp = giveUp;
  }

  /** @returns the events of the case; none where the run is over */
  async play(
    planned: Case,
    draft: Draft,
    { supplies, bind, play, taken }: Means,
  ): Promise<readonly RunEvent[]> {
    const use = async (supplied: SuppliedDraft): Promise<Played & Used> => {
      if ("reason" in supplied) return this.#lack(planned, supplied);
      const bound = bind(planned.origin.kind, supplied.draft);
      if ("skipped" in bound) return { events: [skipped(planned, bound.skipped)] };
      this.#lacking = 0;
      return { ...(await play(bound.case, bound.draft)), sent: bound.case };
    };
    const played = await supplies.with(draft, use, undefined, taken);
    return played?.events ?? [];
  }

  /** True once no request is left for what has to be made. */
  get isSpent(): boolean {
    return this.#isSpent;
  }

  #lack(planned: Case, { reason, isSpent = false }: Lacking): Played {
    if (isSpent) this.#isSpent = true;
    else this.#lacking += 1;
    if (this.#lacking >= MOST_LACKING) this.#giveUp(reason);
    return { events: [skipped(planned, reason)] };
  }
}
