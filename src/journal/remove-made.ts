import { SYSTEM_CLOCK } from "../core/clock.ts";
import { type Answer, isFailure, type TransportFailure } from "../http/exchange.ts";
import { ageOf } from "./age.ts";
import { Deleter, type Doomed } from "./delete-made.ts";
import type { Note } from "./ledger.ts";
import { Lister } from "./list-made.ts";
import type { Job, Removal } from "./removal.ts";
import { isOf, type Shown } from "./shown.ts";

export interface Removed {
  /** Ids of what was not deleted. */
  readonly left: readonly string[];
  /** The reason why the target could not list what it holds; absent where it could, or did not need to. */
  readonly unlisted?: string;
  /** The result in place of the list; `undefined` where one came; absent where none was asked for. */
  readonly listFailure?: Answer | TransportFailure | undefined;
  /** The first result of a deletion that was no success; absent where all were. */
  readonly trouble?: Answer | TransportFailure;
}

/** Times that resources are looked for, and once more where the last look has led to deletions. */
const LOOKS = 3;
const PAUSE_MS = 300;

/** Time after which a creation that left no trace counts as having created nothing, in milliseconds. */
const LATEST_ARRIVAL_MS = 60_000;

/** Number of listed resources beyond those that a run can have created that are named; a target may show any number. */
const MOST_BEYOND = 100;

/**
 * Deletes what the jobs have created, with a request for each creation at most: the resources that the target has shown to
 * carry their tags, then those that it lists under them. Others stay, whatever an answer or a journal states of them.
 */
export async function removeMade(removal: Removal): Promise<Removed> {
  const remover = new Remover(removal);
  await remover.removeKnown();
  if (!removal.isAlone && !removal.isKnownOnly) {
    if (remover.mayFind) await remover.lookUp();
    await remover.readUnseen();
  }
  const left = removal.jobs.flatMap(({ ledger }) => [...ledger.ids, ...ledger.foreign]);
  const { unlisted, trouble, looked } = remover;
  return {
    left: [...left, ...remover.straysLeft],
    ...(unlisted === undefined ? {} : { unlisted }),
    ...(trouble === undefined ? {} : { trouble }),
    ...looked,
  };
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
    return (
      supporting.finds &&
      (strays !== undefined || jobs.some(({ ledger }) => ledger.hasMade || ledger.hasRefused))
    );
  }

  /** The reason why the target could not list what it holds. */
  get unlisted(): string | undefined {
    return this.#listed === undefined ? this.#lister.unlisted : undefined;
  }

  get looked(): Pick<Removed, "listFailure"> {
    if (this.#listed !== undefined) return { listFailure: undefined };
    const { failure } = this.#lister;
    return failure === undefined ? {} : { listFailure: failure };
  }

  get trouble(): Answer | TransportFailure | undefined {
    return this.#deleter.trouble;
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

  /** Lists until nothing of the jobs shows and no outcome is unknown, or often enough; resources with a job's tag are deleted. */
  async lookUp(): Promise<void> {
    const { jobs, pauseMs = PAUSE_MS, clock = SYSTEM_CLOCK } = this.#removal;
    let deletions = 0;
    for (let look = 0; look <= LOOKS && !this.#lister.isShut; look++) {
      if (look === LOOKS && this.#deleter.sent === deletions) break;
      if (look > 0) await clock.pause(pauseMs * look);
      deletions = this.#deleter.sent;
      if ((await this.#look(look < LOOKS)) && !this.#waits) break;
    }
    if (this.#listed === undefined) return;
    await this.#keep(this.#ofJobs(this.#listed), this.#deleter.sent > deletions);
    await this.#deleter.deleteAll([...this.#listed.values()].flatMap((shown) => this.#stray(shown)));
    for (const job of jobs) await settleOld(job);
  }

  /** Lists once. @returns true if a list came and shows nothing of the jobs; midway, nothing that was said to be deleted */
  async #look(isToDelete: boolean): Promise<boolean> {
    const listed = await this.#lister.list();
    if (listed === undefined) return false;
    this.#listed = listed;
    const shown = this.#ofJobs(listed);
    for (const [job, item] of shown) job.saw?.(item);
    const isContradicted = shown.some(
      ([{ ledger }, { id }]) => this.#deleter.gone.has(id) || (ledger.hasHeard(id) && !ledger.ids.has(id)),
    );
    if (isToDelete) await this.#deleteListed(shown);
    await this.#settle(listed);
    return this.#removal.isMidway ? !isContradicted : shown.length === 0;
  }

  /** True while the outcome of a request is unknown and another look may tell it. */
  get #waits(): boolean {
    const { jobs, isMidway } = this.#removal;
    return isMidway !== true && jobs.some(({ ledger }) => ledger.pending.size > 0);
  }

  /**
   * Notes what the last list shows: it exists, whatever was answered to its deletion.
   * @param isOutdated true if more was deleted since
   */
  async #keep(shown: readonly [Job, Shown][], isOutdated: boolean): Promise<void> {
    const counts = new Map<Job, number>();
    for (const [job, { id }] of shown) {
      if (isOutdated && this.#deleter.gone.has(id)) continue;
      const count = counts.get(job) ?? 0;
      counts.set(job, count + 1);
      if (count < this.#deleter.most(job) + MOST_BEYOND) await noted(job, { made: 0, id, tagged: true });
    }
  }

  #ofJobs(listed: ReadonlyMap<string, Shown>): [Job, Shown][] {
    return [...listed.values()].flatMap((shown): [Job, Shown][] => {
      const job = this.#removal.jobs.find(({ tag }) => isOf(tag, shown));
      return job ? [[job, shown]] : [];
    });
  }

  /** Deletes the jobs' resources in a list; those that the jobs do not know come last, when few deletions may be left. */
  async #deleteListed(shown: readonly [Job, Shown][]): Promise<void> {
    const unknown: Doomed[] = [];
    const awaited: Doomed[] = [];
    for (const [job, { id, isId, tags }] of shown.filter(([, { id }]) => !this.#deleter.gone.has(id))) {
      const number = pendingNumber(job, tags);
      const isKnown = number > 0 || job.ledger.ids.has(id);
      if (!isKnown && unknown.length >= this.#deleter.most(job) + MOST_BEYOND) continue;
      if (number > 0 || !job.ledger.ids.has(id) || !job.ledger.isTagged(id))
        await noted(job, { made: number, id, tagged: true });
      if (isId)
        (isKnown ? awaited : unknown).push({
          id,
          job,
          isOwn: tags.some(({ whole }) => job.ledger.tags.has(whole)),
        });
      else this.#deleter.refused.add(id);
    }
    await this.#deleter.deleteAll([...unknown, ...awaited]);
  }

  /** Settles ids by a list: a refused one that is not listed is gone, one without the job's tag is not the job's. */
  async #settle(listed: ReadonlyMap<string, Shown>): Promise<void> {
    for (const job of this.#removal.jobs)
      for (const id of [...job.ledger.ids]) {
        const shown = listed.get(id);
        if (shown === undefined && this.#deleter.refused.has(id)) await this.#deleter.isGone(id, job);
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

  /** Reads each resource that neither an answer nor a list has shown or settled, once, and deletes those with their job's tag. */
  async readUnseen(): Promise<void> {
    const { jobs } = this.#removal;
    const unseen = jobs.flatMap((job) =>
      [...job.ledger.ids].flatMap((id) => (this.#isUnseen(job, id) ? [{ id, job }] : [])),
    );
    const found: { id: string; job: Job }[] = [];
    for (const { id, job } of unseen) {
      const { result, shown } = await this.#deleter.read(id);
      if (result === undefined) continue;
      if (shown?.id === id && shown.isId && isOf(job.tag, shown)) found.push({ id, job });
      else if (shown?.id === id) await noted(job, { foreign: id });
      else if (!isFailure(result) && this.#deleter.isNotThere(result.status, this.#listed !== undefined))
        await this.#deleter.isGone(id, job);
    }
    await this.#deleter.deleteAll(found);
  }

  #isUnseen({ ledger }: Job, id: string): boolean {
    if (this.#listed?.has(id) || this.#removal.spared?.has(id)) return false;
    if (this.#deleter.isTried(id)) return this.#deleter.refused.has(id);
    return !ledger.isTagged(id);
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
