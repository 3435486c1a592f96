import { isSuccess } from "../contract/resource.ts";
import { type Answer, isFailure, type TransportFailure } from "../http/exchange.ts";
import { send } from "../http/retry.ts";
import type { LinkedSender } from "./linked-requests.ts";
import type { Job, Removal } from "./removal.ts";
import type { Shown } from "./shown.ts";

/** Number of deletions that run at once. */
const IN_FLIGHT = 8;

/** Statuses by which an endpoint says that there is nothing to delete, and by which it may say so: no proof, before a list or a reading agrees. */
const NOT_THERE = new Set([404, 410]);
const MAY_BE_GONE = new Set([400, 409, 422]);

/** Number of resources that one creation may have made and that are deleted. */
const MOST_OF_ONE = 2;

/** A resource to delete: of a job, or of a run without a job. */
export interface Doomed {
  readonly id: string;
  readonly job?: Job;
  readonly run?: string;
  /** True if it carries the tag of one of the job's creations, which may have made it beside another. */
  readonly isOwn?: boolean;
}

/** Sends the deletions: each id once, and for a job no more of them than it has sent creations, or twice as many where these have made them. */
export class Deleter {
  /** Resources of no job that could not be deleted. */
  readonly straysLeft = new Set<string>();
  /** Ids whose deletion was refused or cannot be requested: they may be gone already, which the list shows. */
  readonly refused = new Set<string>();
  readonly gone = new Set<string>();
  /** The first result of a deletion that is no success, of a resource that may still be there. */
  trouble: Answer | TransportFailure | undefined;
  readonly #removal: Removal;
  readonly #sender: LinkedSender;
  readonly #tried = new Set<string>();
  readonly #sent = new Map<Job, number>();
  readonly #most: ReadonlyMap<Job, number>;

  constructor(removal: Removal) {
    const { target, envelope, budget, clock } = removal;
    this.#removal = removal;
    this.#sender = { ...envelope, send: (request) => send(target, request, budget, clock) };
    this.#most = new Map(removal.jobs.map((job) => [job, job.ledger.most] as const));
  }

  /** Number of deletions that are sent for a job at most, by its creations that were known in the beginning. */
  most(job: Job): number {
    return this.#most.get(job) ?? 0;
  }

  isTried(id: string): boolean {
    return this.#tried.has(id);
  }

  /** True if an answer to a reading says that there is no such resource; some statuses say it only where a list agrees. */
  isNotThere(status: number, isUnlisted: boolean): boolean {
    return NOT_THERE.has(status) || (isUnlisted && MAY_BE_GONE.has(status));
  }

  /** Number of deletions sent so far. */
  get sent(): number {
    return this.#tried.size;
  }

  /** Deletes all, the last first. */
  async deleteAll(doomed: readonly Doomed[]): Promise<void> {
    const waiting = [...doomed];
    const worker = async (): Promise<void> => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await this.#delete(next);
    };
    await Promise.all(Array.from({ length: Math.min(IN_FLIGHT, waiting.length) }, worker));
  }

  async #delete({ id, job, isOwn = false, run = job?.tag ?? "" }: Doomed): Promise<void> {
    if (this.#tried.has(id) || this.#removal.spared?.has(id) || !this.#isWithin(job, isOwn)) return;
    this.#tried.add(id);
    if (job) this.#sent.set(job, (this.#sent.get(job) ?? 0) + 1);
    const result = await this.#removal.supporting.remove(id, this.#sender);
    if (result === undefined) this.refused.add(id);
    else if (this.#isGone(result, job)) await this.isGone(id, job, run);
    else {
      this.trouble ??= result;
      if (job && !isFailure(result) && this.isNotThere(result.status, true)) this.refused.add(id);
    }
    if (!job && !this.gone.has(id)) this.straysLeft.add(id);
  }

  /** True after a success; what is nobody's but ours, or has no run, may as well be gone before. */
  #isGone(result: Answer | TransportFailure, job: Job | undefined): boolean {
    if (isFailure(result)) return false;
    const isOurs = this.#removal.isAlone === true || job === undefined;
    return isSuccess(result.status) || (isOurs && NOT_THERE.has(result.status));
  }

  #isWithin(job: Job | undefined, isOwn: boolean): boolean {
    return job === undefined || (this.#sent.get(job) ?? 0) < this.most(job) * (isOwn ? MOST_OF_ONE : 1);
  }

  /** Notes that a resource does not exist any more. */
  async isGone(id: string, job: Job | undefined, run = job?.tag ?? ""): Promise<void> {
    this.gone.add(id);
    await job?.record({ gone: id }).catch(() => {});
    this.#removal.onGone?.(id, run);
  }

  /** Reads a resource; empty where the contract has no request for it. */
  async read(
    id: string,
  ): Promise<{ readonly result?: Answer | TransportFailure; readonly shown?: Shown | undefined }> {
    const { target, supporting } = this.#removal;
    const result = await supporting.read(id, this.#sender);
    if (result === undefined) return {};
    return { result, shown: isFailure(result) ? undefined : supporting.shown(result, target.token, id) };
  }
}
