import { rm } from "node:fs/promises";
import { basename } from "node:path";
import type { Account } from "../account/bind.ts";
import { requiredBindings } from "../account/bindings.ts";
import type { FoundTag } from "../account/tag.ts";
import type { Envelope } from "../cases/shared/plan-case.ts";
import type { Contract, Operation } from "../contract/contract.ts";
import { appendToFile } from "../core/write-file.ts";
import type { Target } from "../http/exchange.ts";
import { Budget } from "../http/retry.ts";
import { digest } from "./journal.ts";
import { Supporting } from "./linked-requests.ts";
import { type FoundJournal, readJournals } from "./read-journals.ts";
import type { Job } from "./removal.ts";
import { type Removed, removeMade } from "./remove-made.ts";

export interface SweepOptions {
  readonly contract: Contract;
  readonly operation: Operation;
  readonly target: Target;
  readonly envelope: Envelope;
  /** The folder of the journals. */
  readonly dir: string;
  /** Age from which resources that are known only by their tag are deleted, in milliseconds; none unless given. */
  readonly olderThan?: number;
  readonly onGone?: (id: string, run: string) => void;
  /** Called with a line for each damaged journal. */
  readonly warn: (line: string) => void;
  readonly pauseMs?: number;
}

export interface Swept extends Removed {
  readonly gone: number;
  readonly requests: number;
  /** Number of journals of runs that have ended. */
  readonly journals: number;
  /** Number of requests that may have created something of which nothing is known. */
  readonly unknown: number;
}

/** A digest that tells the accounts of runs apart: over the values without which nothing can be created in one. */
export const accountKey = (contract: Contract, operation: Operation, { bindings }: Account): string =>
  digest(requiredBindings(contract, operation).map((env) => bindings[env] ?? []));

/** Deletes what runs on this target and account left behind that have ended, and nothing of one that still goes on. */
export async function sweep(options: SweepOptions): Promise<Swept> {
  const { contract, operation, target, envelope, dir, olderThan, onGone, warn, pauseMs } = options;
  const all = await readJournals(dir, warn);
  const account = accountKey(contract, operation, envelope.account);
  const dead = all.filter(
    ({ alive, header }) =>
      !alive &&
      header.target === target.url &&
      header.account === account &&
      header.operation === operation.id,
  );
  for (const { path, header } of all)
    if (header.target === target.url && !contract.operations[header.operation])
      warn(
        `${basename(path)}: of the operation ${header.operation}, which the contract has no more; left alone`,
      );
  const going = new Set(all.filter(({ alive }) => alive).map(({ header }) => header.tag));
  const jobs = dead.map(jobOf);
  const budget = new Budget(Number.POSITIVE_INFINITY);
  let gone = 0;
  const removed = await removeMade({
    target,
    supporting: new Supporting(contract, operation),
    envelope,
    jobs,
    budget,
    ...(olderThan === undefined ? {} : { strays: isOld(olderThan, going) }),
    ...(pauseMs === undefined ? {} : { pauseMs }),
    onGone(id, run) {
      gone += 1;
      onGone?.(id, run);
    },
  });
  for (const { path, ledger } of dead) if (ledger.isSettled) await rm(path, { force: true });
  const unknown = jobs.reduce((sum, { ledger }) => sum + ledger.pending.size, 0);
  return { ...removed, gone, unknown, journals: dead.length, requests: budget.sent };
}

/** True if a tag is of a run that began long enough ago, and does not still go on here. */
const isOld =
  (olderThan: number, going: ReadonlySet<string>) =>
  ({ run, startedAt }: FoundTag): boolean =>
    // A run elsewhere may still go on by a clock that is ahead, so its age is never negative.
    startedAt !== undefined && Math.max(0, Date.now() - startedAt) >= olderThan && !going.has(run);

/** A run that has ended, as a clean-up job; its journal is updated, so that no work is done twice. */
const jobOf = ({ path, header, ledger }: FoundJournal): Job => ({
  tag: header.tag,
  ledger,
  async record(note) {
    ledger.apply(note);
    // The line break before it ends a line that the run left unfinished.
    appendToFile(path, `\n${JSON.stringify(note)}\n`);
  },
});
