import { accountOf, defaultOperation, USER_AGENT } from "../account/environment.ts";
import type { Contract } from "../contract/contract.ts";
import { prepareInSlices } from "../engine/prepare.ts";
import { run } from "../engine/run.ts";
import { RunResult } from "../engine/run-result.ts";
import type { Deviation } from "../findings/deviations.ts";
import type { Exchange, Target } from "../http/exchange.ts";

/** Seed of every run of an update, so that the same docs make the same files. */
const SEED = 42;

export interface PlayOptions {
  readonly contract: Contract;
  readonly deviations: readonly Deviation[];
  /** The operation that is tested; the contract's first one unless given. */
  readonly operation?: string;
  readonly requests: number;
  readonly only?: readonly string[];
}

/** A run on a target that needs no account, and the exchanges that it made. */
export interface Played {
  readonly result: RunResult;
  readonly exchanges: readonly Exchange[];
}

/** Runs the plan on a target of this process, and closes it. */
export async function played(target: Target, options: PlayOptions): Promise<Played> {
  const { contract } = options;
  try {
    const prepared = await prepareInSlices({
      ...options,
      target,
      operation: options.operation ?? defaultOperation(contract),
      seed: SEED,
      account: accountOf(contract, target, SEED, {}),
      userAgent: USER_AGENT,
    });
    const result = new RunResult(prepared);
    const exchanges: Exchange[] = [];
    for await (const event of run(prepared)) {
      result.add(event);
      if (event.type === "exchanged") exchanges.push(event.exchange);
    }
    return { result, exchanges };
  } finally {
    await target.close();
  }
}
