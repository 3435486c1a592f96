import { accountOf, defaultOperation, type Env, USER_AGENT } from "../account/environment.ts";
import { duration } from "../core/duration.ts";
import { SuiteError } from "../core/errors.ts";
import { stderr, stdout } from "../core/output/printer.ts";
import { ROOT } from "../core/root.ts";
import { JOURNAL_DIR } from "../journal/journal.ts";
import { Supporting } from "../journal/linked-requests.ts";
import { type Swept, sweep } from "../journal/sweep.ts";
import { openTarget } from "../targets/open-target.ts";
import { EXIT } from "./exit.ts";
import { JOURNALS, outlives } from "./keep-journal.ts";
import { loadContract } from "./run-options.ts";

export interface SweepArguments {
  readonly target?: string;
  readonly olderThan?: string;
}

const DEFAULT_AGE = "24h";

/**
 * `contract sweep`: deletes what runs left behind. By the journals of this checkout at once, by the tag alone only what
 * is older than the given age, for a run elsewhere may still go on.
 * @returns 0 where nothing is left, else 3.
 */
export async function sweepCommand(given: SweepArguments, env: Env): Promise<number> {
  const olderThan = duration(given.olderThan ?? DEFAULT_AGE, "--older-than");
  const contract = await loadContract();
  const creators = Object.values(contract.operations).filter(
    (operation) => new Supporting(contract, operation).removes,
  );
  const target = await openTarget(given.target ?? "", {
    contract,
    root: ROOT,
    env,
    operations: [defaultOperation(contract)],
  });
  try {
    if (!outlives(target))
      throw new SuiteError(`--target ${target.name}: it keeps nothing between two runs; name a URL`);
    const account = accountOf(contract, target, 0, env);
    let isClean = true;
    for (const operation of creators) {
      const swept = await sweep({
        contract,
        operation,
        target,
        envelope: { account, token: target.token, userAgent: USER_AGENT },
        dir: JOURNALS,
        olderThan,
        onGone: (id, run) => stdout.line(`deleted ${id} of run ${run}`),
        warn: (line) => stderr.line(`${JOURNAL_DIR}/${line}`),
      });
      for (const line of resultLines(swept, whyNotByTag(new Supporting(contract, operation), account)))
        stdout.line(line);
      isClean &&= swept.left.length === 0 && swept.unknown === 0 && swept.unlisted === undefined;
    }
    return isClean ? EXIT.pass : EXIT.inconclusive;
  } finally {
    await target.close();
  }
}

/** The reason why only journals can be swept; undefined where the target's list works as well. */
function whyNotByTag(
  supporting: Supporting,
  account: Parameters<Supporting["queryIn"]>[0],
): string | undefined {
  if (!supporting.finds)
    return "the contract has no operation that lists what was made: only what stands in journals was looked for";
  return supporting.queryIn(account) === undefined
    ? "the account is not set in the environment: only what stands in journals was looked for"
    : undefined;
}

function resultLines(
  { gone, left, unknown, unlisted, journals }: Swept,
  limit: string | undefined,
): string[] {
  return [
    ...(limit === undefined ? [] : [limit]),
    ...left.map((id) => `left ${id}: it could not be deleted`),
    ...(unlisted === undefined ? [] : [`could not ask what is left: ${unlisted}`]),
    ...(unknown === 0
      ? []
      : [`${unknown} request${unknown === 1 ? "" : "s"} may still make something: sweep again in a minute`]),
    `${gone} deleted, ${left.length} left; ${journals} run${journals === 1 ? "" : "s"} had not cleaned up`,
  ];
}
