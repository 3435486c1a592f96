import { setTimeout as pause } from "node:timers/promises";
import type { FoundTag } from "../account/tag.ts";
import type { Envelope } from "../cases/kind.ts";
import { isFailure, type Target } from "../http/exchange.ts";
import { type Budget, send } from "../http/retry.ts";
import { ageOf } from "./age.ts";
import { isGone } from "./journaled.ts";
import type { Ledger, Note } from "./ledger.ts";
import type { LinkedSender, Listed, Supporting } from "./linked-requests.ts";

/** The clean-up of one run. */
export interface Job {
  readonly tag: string;
  readonly ledger: Ledger;
  /** Keeps a note in the ledger, and in the run's journal where there is one. */
  record(note: Note): Promise<void>;
}

export interface Removal {
  readonly target: Target;
  readonly supporting: Supporting;
  readonly envelope: Envelope;
  readonly jobs: readonly Job[];
  /** Counts the requests; its ceiling holds. */
  readonly budget: Budget;
  /** True if the target is asked for resources that the jobs do not know, which is the default. */
  readonly looks?: boolean;
  /** The resources of no job that are deleted as well, by the tags that they carry. */
  readonly strays?: (tag: FoundTag) => boolean;
  /** Called for each deleted resource. */
  readonly onGone?: (id: string, run: string) => void;
  /** Pause between two attempts to find the resource of a lost answer, in milliseconds. */
  readonly pauseMs?: number;
}

export interface Removed {
  /** Ids that could not be deleted. */
  readonly left: readonly string[];
  /** The reason why the target could not list what it holds; absent where it could, or did not need to. */
  readonly unlisted?: string;
}

/** Number of deletions that run at once. */
const IN_FLIGHT = 8;

/** Times that unknown resources are looked for. */
const LOOKS = 3;
const PAUSE_MS = 300;

/** Time after which a creation that left no trace counts as having created nothing, in milliseconds. */
const LATEST_ARRIVAL_MS = 60_000;

/** Deletes what the jobs have created: what they know, then what the target lists under their tags. */
export async function removeMade(removal: Removal): Promise<Removed> {
  const remover = new Remover(removal);
  await remover.removeKnown();
  if (removal.looks !== false && remover.mayFind) await remover.lookUp();
  const left = removal.jobs.flatMap(({ ledger }) => [...ledger.ids]);
  const { unlisted } = remover;
  return { left: [...left, ...remover.straysLeft], ...(unlisted === undefined ? {} : { unlisted }) };
}

class Remover {
  /** Resources of no job that could not be deleted. */
  readonly straysLeft = new Set<string>();
  unlisted: string | undefined;
  readonly #removal: Removal;
  readonly #sender: LinkedSender;
  /** Ids whose deletion was refused: they may be gone already, which the list shows. */
  readonly #refused = new Set<string>();
  readonly #gone = new Set<string>();
  /** True if the target refuses to list, which no repeat changes. */
  #isShut = false;

  constructor(removal: Removal) {
    const { target, envelope, budget } = removal;
    this.#removal = removal;
    this.#sender = { ...envelope, send: (request) => send(target, request, budget) };
  }

  get mayFind(): boolean {
    const { supporting, jobs, strays } = this.#removal;
    return supporting.finds && (strays !== undefined || jobs.some(({ ledger }) => ledger.hasMade));
  }

  async removeKnown(): Promise<void> {
    const { jobs } = this.#removal;
    await this.#removeAll(jobs.flatMap((job) => [...job.ledger.ids].map((id) => ({ id, job }))));
  }

  /** Lists until no outcome is unknown, or often enough; resources with a job's tag are deleted. */
  async lookUp(): Promise<void> {
    const { jobs, pauseMs = PAUSE_MS } = this.#removal;
    let all: Listed[] | undefined;
    for (let look = 0; look < LOOKS; look++) {
      if (look > 0) await pause(pauseMs * look);
      const listed = await this.#list();
      if (listed === undefined && this.#isShut) break;
      if (listed === undefined) continue;
      all = listed;
      await this.#removeAll(listed.flatMap((item) => this.#ofJob(item)));
      await this.#settleRefused(listed);
      if (jobs.every(({ ledger }) => ledger.pending.size === 0)) break;
    }
    if (all === undefined) return;
    this.unlisted = undefined;
    await this.#removeAll(all.flatMap((item) => this.#stray(item)));
    for (const job of jobs) await settleOld(job);
  }

  async #settleRefused(listed: readonly Listed[]): Promise<void> {
    const ids = new Set(listed.map(({ id }) => id));
    for (const { ledger, record } of this.#removal.jobs)
      for (const id of ledger.ids)
        if (this.#refused.has(id) && !ids.has(id)) await record({ gone: id }).catch(() => {});
  }

  /** The job that an item of the list belongs to; it is noted there. */
  #ofJob({ id, tags }: Listed): { id: string; job: Job; made: Note }[] {
    if (this.#gone.has(id)) return [];
    for (const job of this.#removal.jobs) {
      const own = tags.find(({ run }) => run === job.tag);
      if (own === undefined) continue;
      const [number = 0] = [...job.ledger.pending].find(([, { tag }]) => tag === own.whole) ?? [];
      return job.ledger.ids.has(id) && number === 0 ? [] : [{ id, job, made: { made: number, id } }];
    }
    return [];
  }

  #stray({ id, tags }: Listed): { id: string; run: string }[] {
    const { jobs, strays } = this.#removal;
    const [first] = tags;
    const isOurs = first !== undefined && strays !== undefined && tags.every((tag) => strays(tag));
    const isKnown = tags.some(({ run }) => jobs.some(({ tag }) => tag === run));
    return isOurs && !isKnown && !this.#gone.has(id) ? [{ id, run: first.run }] : [];
  }

  /**
   * Lists everything that the jobs' queries and the account's own query find, once; undefined where one request failed.
   */
  async #list(): Promise<Listed[] | undefined> {
    const { target, supporting, envelope, jobs } = this.#removal;
    const own = supporting.queryIn(envelope.account);
    const all = [...(own ? [own] : []), ...jobs.flatMap(({ ledger }) => ledger.queries)];
    const queries = new Map(all.map((query) => [JSON.stringify(query), query] as const));
    const items = new Map<string, Listed>();
    for (const query of queries.values()) {
      const result = await supporting.list(query, this.#sender);
      if (result === undefined) return undefined;
      const listed = isFailure(result) ? undefined : supporting.listed(result, target.token);
      if (listed === undefined) {
        this.#isShut = !isFailure(result) && result.status < 500;
        this.unlisted = isFailure(result) ? result.message : `${target.name} answered ${result.status}`;
        return undefined;
      }
      for (const item of listed) items.set(item.id, item);
    }
    return [...items.values()];
  }

  async #removeAll(
    known: readonly {
      readonly id: string;
      readonly job?: Job;
      readonly run?: string;
      readonly made?: Note;
    }[],
  ): Promise<void> {
    const waiting = [...known];
    const worker = async (): Promise<void> => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        if (next.made) await next.job?.record(next.made).catch(() => {});
        await this.#remove(next.id, next.job, next.run ?? next.job?.tag ?? "");
      }
    };
    await Promise.all(Array.from({ length: Math.min(IN_FLIGHT, waiting.length) }, worker));
  }

  async #remove(id: string, job: Job | undefined, run: string): Promise<void> {
    const { supporting, onGone } = this.#removal;
    const result = await supporting.remove(id, this.#sender);
    if (result === undefined) return;
    if (isGone(result)) {
      this.#gone.add(id);
      await job?.record({ gone: id }).catch(() => {});
      onGone?.(id, run);
    } else if (!job) this.straysLeft.add(id);
    else if (!isFailure(result) && MAY_BE_GONE.has(result.status)) this.#refused.add(id);
  }
}

/** Statuses by which an endpoint may also say that there is nothing to delete any more. */
const MAY_BE_GONE = new Set([400, 409, 422]);

/** Settles requests that were sent long ago and left no trace in a list: they have created nothing. */
async function settleOld({ ledger, record }: Job): Promise<void> {
  for (const [number, { at }] of [...ledger.pending])
    if (ageOf(at) > LATEST_ARRIVAL_MS) await record({ none: number }).catch(() => {});
}
