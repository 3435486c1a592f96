import type { Envelope } from "../cases/kind.ts";
import type { Contract, Operation } from "../contract/contract.ts";
import type { Target } from "../http/exchange.ts";
import { Budget } from "../http/retry.ts";
import type { Journal } from "./journal.ts";
import { journaled } from "./journaled.ts";
import { Ledger, type Note } from "./ledger.ts";
import { Supporting } from "./linked-requests.ts";
import { removeMade } from "./remove-made.ts";

/** Number of resources in the suite's own endpoint from which they are deleted during a run: they share its memory. */
const MOST_STORED = 250;

/** Keeps track of the resources that a run creates, and deletes them. */
export class Cleanup {
  readonly #ledger = new Ledger();
  readonly #budget = new Budget(Number.POSITIVE_INFINITY);
  readonly #supporting: Supporting;
  readonly #journal: Journal | undefined;
  #mostStored = MOST_STORED;
  /** The reason why nothing more may be created, where the journal cannot be written. */
  failure: string | undefined;

  constructor(contract: Contract, operation: Operation, journal?: Journal) {
    this.#supporting = new Supporting(contract, operation);
    this.#journal = journal;
  }

  /** Number of requests that clean-up has sent. */
  get sent(): number {
    return this.#budget.sent;
  }

  /** Ids of the resources that still exist, as far as is known, and of those of others that answers gave to the run. */
  get left(): readonly string[] {
    return [...this.#ledger.ids, ...this.#ledger.foreign];
  }

  /** Number of requests that may have created something of which nothing is known. */
  get unknown(): number {
    return this.#ledger.pending.size;
  }

  /** Wraps the target so that every creation is noted. */
  watch(target: Target): Target {
    if (!target.stores) return target;
    return journaled(target, {
      supporting: this.#supporting,
      ledger: this.#ledger,
      record: (note) => this.#record(note),
      isAlone: target.shrinksFree === true,
      looks: this.#budget,
      onFailure: (message) => {
        this.failure ??= message;
      },
    });
  }

  async #record(note: Note): Promise<void> {
    this.#ledger.apply(note);
    await this.#journal?.write(note, "create" in note);
  }

  /**
   * Deletes what was created in the suite's own endpoint, once there is much of it; elsewhere nothing before the end, when
   * the requests of the plan are through. No scenario may be under way, which would miss its resources.
   */
  async removeEarly(target: Target, envelope: Envelope): Promise<void> {
    if (!target.shrinksFree || this.#ledger.ids.size < this.#mostStored) return;
    await this.#remove(target, envelope);
    // What is refused is not asked for again before the end.
    this.#mostStored = this.#ledger.ids.size + MOST_STORED;
  }

  /** Deletes what was created, looks up what may have been, and ends the journal. */
  async run(target: Target, envelope: Envelope): Promise<void> {
    await this.#remove(target, envelope);
    await this.#journal?.end(this.#ledger.isSettled);
  }

  async #remove(target: Target, envelope: Envelope): Promise<void> {
    if (!target.stores || !this.#supporting.removes) return;
    await removeMade({
      target,
      envelope,
      supporting: this.#supporting,
      budget: this.#budget,
      jobs: [{ tag: envelope.account.tag, ledger: this.#ledger, record: (note) => this.#record(note) }],
      isAlone: target.shrinksFree === true,
    });
  }
}
