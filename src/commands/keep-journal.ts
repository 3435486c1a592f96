import { join } from "node:path";
import type { Account } from "../account/bind.ts";
import { USER_AGENT } from "../account/environment.ts";
import { newTag } from "../account/tag.ts";
import type { Contract } from "../contract/contract.ts";
import { operationOf } from "../contract/documented-operation.ts";
import { makersOf } from "../contract/precondition.ts";
import { stderr } from "../core/output/printer.ts";
import { ROOT } from "../core/root.ts";
import type { Target } from "../http/exchange.ts";
import { beginJournal, JOURNAL_DIR, type Journal } from "../journal/journal.ts";
import { accountKey, sweep } from "../journal/sweep.ts";

/** Folder of the journals. */
export const JOURNALS = join(ROOT, JOURNAL_DIR);

export interface Kept {
  readonly account: Account;
  /** By the operation that makes what it notes. */
  readonly journals?: ReadonlyMap<string, Journal>;
}

/** True if a target keeps created resources when the run's process ends. */
export const outlives = (target: Target): boolean => target.stores && !target.shrinksFree;

/**
 * Deletes what ended runs left behind on the target, and begins the journals of a new one, one for each operation that makes
 * something for those that are tested. The run takes another tag where its own is in use.
 * @throws SuiteError where a journal cannot be written.
 */
export async function keepJournals(
  contract: Contract,
  operations: readonly string[],
  target: Target,
  account: Account,
): Promise<Kept> {
  if (!outlives(target)) return { account };
  const makers = operations.flatMap((id) =>
    makersOf(contract, operationOf(contract, id)).map((maker) => maker.id),
  );
  const ids = [...new Set(makers)];
  for (const id of ids) await sweepBefore(contract, id, target, account);
  for (let own = account; ; own = { ...account, tag: newTag(Date.now()) }) {
    const journals = await beginAll(contract, ids, target, own);
    if (journals) return { account: own, journals };
  }
}

/** The journals of a run, all of them or none. @returns undefined where another run has the tag */
async function beginAll(
  contract: Contract,
  ids: readonly string[],
  target: Target,
  account: Account,
): Promise<Map<string, Journal> | undefined> {
  const begun = new Map<string, Journal>();
  for (const id of ids) {
    const key = accountKey(contract, operationOf(contract, id), account);
    const header = { tag: account.tag, target: target.url, account: key, operation: id };
    const journal = await beginJournal(JOURNALS, header);
    if (journal === undefined) {
      for (const known of begun.values()) await known.end(true);
      return undefined;
    }
    begun.set(id, journal);
  }
  return begun;
}

/** Sweeps before a run; a resource that cannot be deleted now is left to a later run. */
async function sweepBefore(
  contract: Contract,
  operationId: string,
  target: Target,
  account: Account,
): Promise<void> {
  const warn = (line: string): void => stderr.line(`${JOURNAL_DIR}/${line}`);
  const { journals, gone, left } = await sweep({
    contract,
    operation: operationOf(contract, operationId),
    target,
    envelope: { account, token: target.token, userAgent: USER_AGENT },
    dir: JOURNALS,
    warn,
  });
  if (gone > 0 || left.length > 0)
    stderr.line(
      `${journals} earlier run${journals === 1 ? "" : "s"} did not clean up: ${gone} deleted, ${left.length} left`,
    );
}
