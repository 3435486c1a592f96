import { join } from "node:path";
import type { Account } from "../account/bind.ts";
import { USER_AGENT } from "../account/environment.ts";
import { newTag } from "../account/tag.ts";
import type { Contract } from "../contract/contract.ts";
import { operationOf } from "../contract/documented-operation.ts";
import { stderr } from "../core/output/printer.ts";
import { ROOT } from "../core/root.ts";
import type { Target } from "../http/exchange.ts";
import { beginJournal, JOURNAL_DIR, type Journal } from "../journal/journal.ts";
import { accountKey, sweep } from "../journal/sweep.ts";

/** Folder of the journals. */
export const JOURNALS = join(ROOT, JOURNAL_DIR);

export interface Kept {
  readonly account: Account;
  readonly journal?: Journal;
}

/** True if a target keeps created resources when the run's process ends. */
export const outlives = (target: Target): boolean => target.stores && !target.shrinksFree;

/**
 * Deletes what ended runs left behind on the target, and begins the journal of a new one, which takes another tag where
 * its own is in use.
 * @throws SuiteError where the journal cannot be written.
 */
export async function keepJournal(
  contract: Contract,
  operationId: string,
  target: Target,
  account: Account,
): Promise<Kept> {
  if (!outlives(target)) return { account };
  const operation = operationOf(contract, operationId);
  await sweepBefore(contract, operationId, target, account);
  for (let own = account; ; own = { ...account, tag: newTag(Date.now()) }) {
    const key = accountKey(contract, operation, own);
    const journal = await beginJournal(JOURNALS, {
      tag: own.tag,
      target: target.url,
      account: key,
      operation: operationId,
    });
    if (journal) return { account: own, journal };
  }
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
