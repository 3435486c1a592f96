import { rm } from "node:fs/promises";
import { basename } from "node:path";
import type { Account } from "../account/bind.ts";
import { requiredBindings } from "../account/bindings.ts";
import type { FoundTag } from "../account/tag.ts";
import type { Envelope } from "../cases/kind.ts";
import type { Contract, Operation } from "../contract/contract.ts";
import { appendToFile } from "../core/write-file.ts";
import type { Target } from "../http/exchange.ts";
import { Budget } from "../http/retry.ts";
import { digest } from "./journal.ts";
import { Supporting } from "./linked-requests.ts";
import { type FoundJournal, readJournals } from "./read-journals.ts";
import { type Job, type Removed, removeMade } from "./remove-made.ts";

export interface SweepOptions {
  readonly contract: Contract;
  readonly operation: Operation;
  readonly target: Target;
  readonly envelope: Envelope;
  /** The folder of the journals. */
  readonly dir: string;
  /** Things that only their tag tells of go when their run began this long ago, in milliseconds; none unless given. */
  readonly olderThan?: number;
  readonly onGone?: (id: string, run: string) => void;
  /** Told what is wrong with a journal, a line each. */
  readonly warn: (line: string) => void;
  readonly pauseMs?: number;
}

export interface Swept extends Removed {
  readonly gone: number;
  readonly requests: number;
  /** How many journals of runs that have ended were found. */
  readonly journals: number;
  /** How many requests may have made something of which nothing is known. */
  readonly unknown: number;
}

/** What tells the account of a run from others: the values without which nothing can be made in it. */
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

/** Whether a tag is of a run that began long enough ago, and is not one that still goes on here. */
const isOld =
  (olderThan: number, going: ReadonlySet<string>) =>
  ({ run, startedAt }: FoundTag): boolean =>
    // A run elsewhere may still go on by a clock that is ahead: to that nothing is older than just begun.
    startedAt !== undefined && Math.max(0, Date.now() - startedAt) >= olderThan && !going.has(run);

/** A run that has ended, as something to clean up after; its journal learns of it, so that no work is done twice. */
const jobOf = ({ path, header, ledger }: FoundJournal): Job => ({
  tag: header.tag,
  ledger,
  async record(note) {
    ledger.apply(note);
    // The line break before it ends a line that the run did not.
    appendToFile(path, `\n${JSON.stringify(note)}\n`);
  },
});
