import { setTimeout as pause } from "node:timers/promises";
import { isFailure } from "../http/exchange.ts";
import { ageOf } from "./age.ts";
import { Deleter } from "./delete-made.ts";
import type { Note } from "./ledger.ts";
import { Lister } from "./list-made.ts";
import type { Job, Removal } from "./removal.ts";
import { isOf, type Shown } from "./shown.ts";

export interface Removed {
  /** Ids of what was not deleted. */
  readonly left: readonly string[];
  /** The reason why the target could not list what it holds; absent where it could, or did not need to. */
  readonly unlisted?: string;
}

/** Times that unknown resources are looked for. */
const LOOKS = 3;
const PAUSE_MS = 300;

/** Time after which a creation that left no trace counts as having created nothing, in milliseconds. */
const LATEST_ARRIVAL_MS = 60_000;

/** Number of listed resources beyond those that a run can have created that are named; a target may show any number. */
const MOST_BEYOND = 100;

/** Statuses by which an endpoint states that a resource does not exist, or not any more. */
const IS_NOT_THERE = new Set([404, 410]);

/**
 * Deletes what the jobs have created, with a request for each creation at most: the resources that the target has shown to
 * carry their tags, then those that it lists under them. Others stay, whatever an answer or a journal states of them.
 */
export async function removeMade(removal: Removal): Promise<Removed> {
  const remover = new Remover(removal);
  await remover.removeKnown();
  if (!removal.isAlone) {
    if (remover.mayFind) await remover.lookUp();
    await remover.readUnseen();
  }
  const left = removal.jobs.flatMap(({ ledger }) => [...ledger.ids, ...ledger.foreign]);
  const { unlisted } = remover;
  return { left: [...left, ...remover.straysLeft], ...(unlisted === undefined ? {} : { unlisted }) };
}

class Remover {
  readonly #removal: Removal;
  readonly #lister: Lister;
  readonly #deleter: Deleter;
  /** The last list that could be had. */
  #listed: ReadonlyMap<string, Shown> | undefined;

  constructor(removal: Removal) {
    this.#removal = removal;
    this.#lister = new Lister(removal);
    this.#deleter = new Deleter(removal);
  }

  get mayFind(): boolean {
    const { supporting, jobs, strays } = this.#removal;
    return supporting.finds && (strays !== undefined || jobs.some(({ ledger }) => ledger.hasMade));
  }

  /** The reason why the target could not list what it holds. */
  get unlisted(): string | undefined {
    return this.#listed === undefined ? this.#lister.unlisted : undefined;
  }

  /** Resources of no job that could not be deleted. */
  get straysLeft(): readonly string[] {
    return [...this.#deleter.straysLeft];
  }

  /** Deletes the resources that are known to be the jobs'. */
  async removeKnown(): Promise<void> {
    const { jobs, isAlone, supporting } = this.#removal;
    const isKnown = ({ ledger }: Job, id: string): boolean =>
      isAlone === true || !supporting.isTaggable || ledger.isTagged(id);
    await this.#deleter.deleteAll(
      jobs.flatMap((job) => [...job.ledger.ids].flatMap((id) => (isKnown(job, id) ? [{ id, job }] : []))),
    );
  }

  /** Lists until no outcome is unknown, or often enough; resources with a job's tag are deleted. */
  async lookUp(): Promise<void> {
    const { jobs, pauseMs = PAUSE_MS } = this.#removal;
    let shownAgain: [Job, Shown][] = [];
    for (let look = 0; look < LOOKS; look++) {
      if (look > 0) await pause(pauseMs * look);
      const listed = await this.#lister.list();
      if (listed === undefined && this.#lister.isShut) break;
      if (listed === undefined) continue;
      this.#listed = listed;
      shownAgain = this.#ofJobs(listed).filter(([, { id }]) => this.#deleter.gone.has(id));
      await this.#deleteListed(listed);
      await this.#settle(listed);
      if (shownAgain.length === 0 && jobs.every(({ ledger }) => ledger.pending.size === 0)) break;
    }
    if (this.#listed === undefined) return;
    // A resource that the target lists in the end exists, though it answered that it has deleted it.
    for (const [job, { id }] of shownAgain) await noted(job, { made: 0, id, tagged: true });
    await this.#deleter.deleteAll([...this.#listed.values()].flatMap((shown) => this.#stray(shown)));
    for (const job of jobs) await settleOld(job);
  }

  #ofJobs(listed: ReadonlyMap<string, Shown>): [Job, Shown][] {
    return [...listed.values()].flatMap((shown): [Job, Shown][] => {
      const job = this.#removal.jobs.find(({ tag }) => isOf(tag, shown));
      return job ? [[job, shown]] : [];
    });
  }

  /** Deletes the jobs' resources in a list; those that the jobs do not know come last, when few deletions may be left. */
  async #deleteListed(listed: ReadonlyMap<string, Shown>): Promise<void> {
    const unknown: { id: string; job: Job }[] = [];
    const awaited: { id: string; job: Job }[] = [];
    const left = this.#ofJobs(listed).filter(([, { id }]) => !this.#deleter.gone.has(id));
    for (const [job, { id, isId, tags }] of left) {
      const number = pendingNumber(job, tags);
      const isKnown = number > 0 || job.ledger.ids.has(id);
      if (!isKnown && unknown.length >= this.#deleter.most(job) + MOST_BEYOND) continue;
      if (number > 0 || !job.ledger.ids.has(id) || !job.ledger.isTagged(id))
        await noted(job, { made: number, id, tagged: true });
      if (isId) (isKnown ? awaited : unknown).push({ id, job });
      else this.#deleter.refused.add(id);
    }
    await this.#deleter.deleteAll([...unknown, ...awaited]);
  }

  /** Settles ids by a list: a refused one that is not listed is gone, one without the job's tag is not the job's. */
  async #settle(listed: ReadonlyMap<string, Shown>): Promise<void> {
    for (const job of this.#removal.jobs)
      for (const id of [...job.ledger.ids]) {
        const shown = listed.get(id);
        if (shown === undefined && this.#deleter.refused.has(id)) await noted(job, { gone: id });
        if (shown !== undefined && !isOf(job.tag, shown)) await noted(job, { foreign: id });
      }
  }

  #stray({ id, isId, tags }: Shown): { id: string; run: string }[] {
    const { jobs, strays } = this.#removal;
    const [first] = tags;
    const isOurs = isId && first !== undefined && strays !== undefined && tags.every((tag) => strays(tag));
    const isKnown = tags.some(({ run }) => jobs.some(({ tag }) => tag === run));
    return isOurs && !isKnown && !this.#deleter.gone.has(id) ? [{ id, run: first.run }] : [];
  }

  /** Reads each resource that neither an answer nor a list has shown, once, and deletes those with their job's tag. */
  async readUnseen(): Promise<void> {
    const { jobs } = this.#removal;
    const unseen = jobs.flatMap((job) =>
      [...job.ledger.ids].flatMap((id) =>
        this.#deleter.isTried(id) || job.ledger.isTagged(id) || this.#listed?.has(id) ? [] : [{ id, job }],
      ),
    );
    const found: { id: string; job: Job }[] = [];
    for (const { id, job } of unseen) {
      const { result, shown } = await this.#deleter.read(id);
      if (result === undefined) continue;
      if (shown?.id === id && shown.isId && isOf(job.tag, shown)) found.push({ id, job });
      else if (shown?.id === id) await noted(job, { foreign: id });
      else if (!isFailure(result) && this.#isNotThere(result.status)) await this.#deleter.isGone(id, job);
    }
    await this.#deleter.deleteAll(found);
  }

  #isNotThere(status: number): boolean {
    return IS_NOT_THERE.has(status) || (this.#listed !== undefined && this.#deleter.mayBeGone(status));
  }
}

const noted = (job: Job, note: Note): Promise<void> => job.record(note).catch(() => {});

/** Settles requests that were sent long ago and left no trace in a list: they have created nothing. */
async function settleOld(job: Job): Promise<void> {
  for (const [number, { at }] of [...job.ledger.pending])
    if (ageOf(at) > LATEST_ARRIVAL_MS) await noted(job, { none: number });
}

/** The number of a job's request of unknown outcome whose tag is among these; 0 where there is none. */
function pendingNumber({ ledger }: Job, tags: Shown["tags"]): number {
  const [number = 0] =
    [...ledger.pending].find(([, { tag }]) => tags.some(({ whole }) => whole === tag)) ?? [];
  return number;
}
