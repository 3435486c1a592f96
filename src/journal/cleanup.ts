import type { Envelope } from "../cases/shared/plan-case.ts";
import type { Contract, Operation } from "../contract/contract.ts";
import type { Clock } from "../core/clock.ts";
import type { Answer, Target, TransportFailure, WireRequest } from "../http/exchange.ts";
import { Budget } from "../http/retry.ts";
import type { Journal } from "./journal.ts";
import { journaled } from "./journaled.ts";
import { Ledger, type Note } from "./ledger.ts";
import { Supporting } from "./linked-requests.ts";
import type { Job, Removal } from "./removal.ts";
import { removeMade } from "./remove-made.ts";
import { type Unwanted, UnwantedResources } from "./unwanted-resources.ts";

/** Number of resources in the suite's own endpoint from which they are deleted during a run: they share its memory. */
const MOST_STORED = 250;

/** Keeps track of the resources that a run creates, and deletes them. */
export class Cleanup {
  readonly #ledger = new Ledger();
  readonly #budget = new Budget(Number.POSITIVE_INFINITY);
  readonly #supporting: Supporting;
  readonly #journal: Journal | undefined;
  readonly #clock: Clock | undefined;
  #mostStored = MOST_STORED;
  #isAlone = false;
  readonly #unwanted = new UnwantedResources();
  /** Ids that could not be deleted while the run went on; the end of the run tries them once more. */
  readonly #stuck = new Set<string>();
  /** The reason why nothing more may be created, where the journal cannot be written. */
  failure: string | undefined;
  /** The last result of a deletion that was no success; undefined where all were. */
  trouble: Answer | TransportFailure | undefined;
  /** The last result in place of a list; undefined where a list ever came, or none was asked for. */
  listFailure: Answer | TransportFailure | undefined;
  #isListed = false;

  constructor(contract: Contract, operation: Operation, journal?: Journal, clock?: Clock) {
    this.#clock = clock;
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

  /** Number of resources that the run has created, as far as is known. */
  get made(): number {
    return this.#ledger.told - this.#ledger.foreign.size;
  }

  /** Number of requests that may have created something of which nothing is known. */
  get unknown(): number {
    return this.#ledger.pending.size;
  }

  /** True if anything is known to have been created. */
  get hasMade(): boolean {
    return this.#ledger.hasTold;
  }

  /** The key of a resource that a request to a path has made. */
  keyOf(path: string, id: string): string {
    return this.#supporting.keyOf(path, id);
  }

  /** True if a resource was created, and was not deleted since, as far as is known. */
  exists(key: string): boolean {
    return this.#ledger.ids.has(key);
  }

  /** True if it exists, and nobody has asked for its deletion in vain. */
  isThere(key: string): boolean {
    return this.exists(key) && !this.#stuck.has(key) && !this.#ledger.isDoubtful(key);
  }

  /** The operation that deletes what the run creates; undefined where the contract has none. */
  get remover(): Operation | undefined {
    return this.#supporting.remover;
  }

  /** The operation that lists what the run creates; undefined where the contract has none. */
  get lister(): Operation | undefined {
    return this.#supporting.lister;
  }

  /** True if a request may create something. */
  mayMake(request: Pick<WireRequest, "method"> & Partial<Pick<WireRequest, "path">>): boolean {
    return this.#supporting.mayMake(request);
  }

  /** Wraps the target so that every creation is noted. */
  watch(target: Target): Target {
    if (!target.stores) return target;
    this.#isAlone = target.shrinksFree === true;
    return journaled(target, {
      supporting: this.#supporting,
      ledger: this.#ledger,
      record: (note) => this.#record(note),
      isAlone: this.#isAlone,
      looks: this.#budget,
      onShared: (id) => this.#unwanted.distrust(id),
      onFailure: (message) => {
        this.failure ??= message;
      },
    });
  }

  async #record(note: Note): Promise<void> {
    this.#ledger.apply(note);
    // Where nobody lists, nothing unwanted shows.
    if (!this.#isAlone) this.#unwanted.note(note);
    // What nothing can delete is not left to a later run.
    if (this.#supporting.removes) await this.#journal?.write(note, "create" in note);
  }

  /**
   * Deletes what was created so far, while the run goes on, but for what is held; what cannot be deleted is not tried again before its end.
   */
  async clear(target: Target, envelope: Envelope, held: readonly string[] = []): Promise<void> {
    await this.#remove(target, envelope, { isMidway: true, spared: new Set([...this.#stuck, ...held]) });
    this.#ledger.forgetRecent();
    for (const id of this.left) if (!held.includes(id)) this.#stuck.add(id);
  }

  /** Deletes the resources that are known to be the run's by now, and looks for no others: requests may be under way. */
  async clearKnown(target: Target, envelope: Envelope, held: readonly string[] = []): Promise<void> {
    const known = this.left;
    await this.#remove(target, envelope, {
      isKnownOnly: true,
      spared: new Set([...this.#stuck, ...held]),
    });
    const left = new Set(this.left);
    for (const id of known) if (left.has(id) && !held.includes(id)) this.#stuck.add(id);
  }

  /**
   * Deletes what was created in the suite's own endpoint, once there is much of it; elsewhere nothing before the end, when
   * the requests of the plan are through. No scenario may be under way, which would miss its resources.
   */
  async removeEarly(target: Target, envelope: Envelope): Promise<void> {
    if (!target.shrinksFree || this.#ledger.ids.size < this.#mostStored) return;
    await this.#remove(target, envelope, {});
    // What is refused is not asked for again before the end.
    this.#mostStored = this.#ledger.ids.size + MOST_STORED;
  }

  /** Deletes what was created, looks up what may have been, and ends the journal. */
  async run(target: Target, envelope: Envelope): Promise<void> {
    await this.#remove(target, envelope, {});
    await this.#journal?.end(this.#ledger.isSettled || !this.#supporting.removes);
  }

  /** Resources that lists have shown since the last call, and that no accepted request asked for. */
  takeUnwanted(): readonly Unwanted[] {
    return this.#unwanted.take();
  }

  async #remove(
    target: Target,
    envelope: Envelope,
    more: Pick<Removal, "isMidway" | "isKnownOnly" | "spared">,
  ): Promise<void> {
    if (!target.stores || !this.#supporting.removes) return;
    const job: Job = {
      tag: envelope.account.tag,
      ledger: this.#ledger,
      record: (note) => this.#record(note),
      saw: (shown) => this.#unwanted.saw(shown),
    };
    const { trouble, ...looked } = await removeMade({
      target,
      envelope,
      supporting: this.#supporting,
      budget: this.#budget,
      jobs: [job],
      isAlone: target.shrinksFree === true,
      ...(this.#clock ? { clock: this.#clock } : {}),
      ...more,
    });
    this.trouble = trouble ?? this.trouble;
    if ("listFailure" in looked) this.#isListed ||= looked.listFailure === undefined;
    this.listFailure = this.#isListed ? undefined : (looked.listFailure ?? this.listFailure);
  }
}
