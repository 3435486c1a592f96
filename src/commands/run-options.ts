import { accountOf, type Env, operationsOfRun, USER_AGENT, wholeNumber } from "../account/environment.ts";
import type { Contract } from "../contract/contract.ts";
import { duration } from "../core/duration.ts";
import { SuiteError } from "../core/errors.ts";
import { addedOperations, readProject, TOKEN_VARIABLE } from "../core/project.ts";
import { PACKAGE, ROOT } from "../core/root.ts";
import { expectWhole, projectFiles } from "../core/write-all.ts";
import type { RunOptions } from "../engine/prepare.ts";
import { ceilingOf, type Shard } from "../engine/shard.ts";
import type { Deviation } from "../findings/deviations.ts";
import { loadDeviations } from "../findings/deviations-file.ts";
import type { Target } from "../http/exchange.ts";
import type { Wait } from "../http/rate-limiter.ts";
import { staleRecordings } from "../recordings/stale-recordings.ts";
import { argumentWith } from "../redact/typed-secret.ts";
import { openTarget, type TargetContext } from "../targets/open-target.ts";
import { keepJournals } from "./keep-journal.ts";
import { IS_BUNDLED, loadGenerated } from "./load-generated.ts";
import { expectFiles, warnOutdated } from "./outdated.ts";
import { partOf, shareOfPart } from "./shard-option.ts";
import { transportOptions } from "./transport-options.ts";

export interface RunArguments {
  readonly target?: string;
  readonly operation?: string;
  readonly operations?: readonly string[];
  /** True for all operations of the project. */
  readonly all?: boolean;
  readonly only?: string;
  readonly seed?: string;
  readonly requests?: string;
  readonly strength?: string;
  readonly deviations?: string;
  readonly share?: string;
  /** `K/N`: the Kth of N parts of the plan. */
  readonly shard?: string;
  readonly timeout?: string;
  readonly report?: string;
  /** `github` or `none`; `github` under GitHub Actions unless given. */
  readonly annotations?: string;
  readonly maxAge?: string;
  /** For `record` alone. */
  readonly prune?: boolean;
  /** Folder of the small records of runs; that of the project unless given. */
  readonly history?: string;
  readonly json?: boolean;
  readonly verbose?: boolean;
  readonly quiet?: boolean;
  readonly dryRun?: boolean;
  /** True if only the cases are sent that showed the last run's new findings. */
  readonly lastFailed?: boolean;
  /** True if what cannot be deleted may be made and stay. */
  readonly leave?: boolean;
}

export const DEFAULT_SEED = 42;
export const DEFAULT_REQUESTS = 400;
export const DEFAULT_TARGET = "sandbox";

/** Times that one recorded answer is asked for at most: a gateway's is tried again. */
const MOST_REPLAYS = 3;

/** Loads the contract when it is needed: other commands work without, or before, `generated/`. */
export async function loadContract(): Promise<Contract> {
  await expectWhole(projectFiles(ROOT, "generated"), "npx contract generate");
  try {
    expectFiles(ROOT);
    const { contract } =
      ROOT === PACKAGE && !IS_BUNDLED ? await import("../../generated/index.ts") : await loadGenerated(ROOT);
    if (contract?.operations === undefined) throw new Error("it holds no contract");
    return contract;
  } catch (error) {
    throw new SuiteError(
      `generated/ cannot be loaded (${(error as Error).message.split("\n")[0]}); run npm run generate`,
    );
  }
}

/** Reasons and evidence stand in reports. @throws SuiteError where the token stands in them, without repeating it */
function refuseTokenIn(deviations: readonly Deviation[], env: Env): void {
  const token = env[TOKEN_VARIABLE]?.trim() ?? "";
  const texts = deviations.map(({ covers, reason, evidence }) => `${covers}\n${reason}\n${evidence}`);
  if (argumentWith(token, texts) !== undefined)
    throw new SuiteError(
      `the known differences hold the token of ${TOKEN_VARIABLE}, and reports show them: take it out, and out of use`,
    );
}

/** @throws SuiteError for a contract with rules that the docs no longer state: what breaks one would be called a violation */
function refuseLost({ lostCitations = [] }: Contract): void {
  if (lostCitations.length > 0)
    throw new SuiteError(
      `openapi/overlay.yaml: ${lostCitations.join(", ")}: the docs no longer have the sentences that these cite; cite the ones that take their place, or remove them, and run npx contract update, which tells where they stand`,
    );
}

export const seedOfRun = (given: string | undefined, env: Env): number =>
  given !== undefined
    ? wholeNumber(given, "--seed")
    : env.CONTRACT_SEED
      ? wholeNumber(env.CONTRACT_SEED, "CONTRACT_SEED")
      : DEFAULT_SEED;

/** The operations to test. @throws SuiteError where one is not in the contract */
function operationsOf(contract: Contract, given: RunArguments, env: Env): readonly string[] {
  return operationsOfRun(contract, given, env, { ...readProject(ROOT), added: addedOperations(ROOT) });
}

/** Everything that a run needs, from the command line and the environment; the caller closes it with `closeOptions`. */
export async function runOptions(
  given: RunArguments,
  env: Env,
  signal?: AbortSignal,
  onWait?: (wait: Wait) => void,
): Promise<RunOptions> {
  const seed = seedOfRun(given.seed, env);
  const requests =
    given.requests === undefined ? DEFAULT_REQUESTS : wholeNumber(given.requests, "--requests", 1);
  const part = given.shard === undefined ? undefined : partOf(given.shard);
  const only = given.only?.split(",").map((kind) => kind.trim());
  const deviations = await loadDeviations(given.deviations, ROOT);
  refuseTokenIn(deviations, env);
  const contract = await loadContract();
  warnOutdated(contract, ROOT, env);
  refuseLost(contract);
  const operations = operationsOf(contract, given, env);
  const [operation = ""] = operations;
  const maxAge = given.maxAge === undefined ? undefined : duration(given.maxAge, "--max-age");
  const strength = strengthOf(given.strength);
  const target = await openGiven(given, { contract, env, operations, signal, onWait });
  try {
    const { recorded } = target;
    if (maxAge !== undefined && !recorded)
      throw new SuiteError("--max-age is about recordings: use it with --target recorded");
    const account = { ...accountOf(contract, target, seed, env), mayLeave: given.leave === true };
    return {
      contract,
      target,
      operation,
      operations,
      seed,
      ...ceilings(requests, part, given.requests === undefined ? recorded : undefined),
      only,
      strength,
      userAgent: USER_AGENT,
      deviations,
      stale: maxAge === undefined ? [] : staleRecordings(recorded ?? [], maxAge, Date.now()),
      inFlight: target.loopback ? 1 : IN_FLIGHT,
      signal,
      // Last, so that nothing can fail once there is a journal.
      ...(given.dryRun ? { account } : await keepJournals(contract, operations, target, account)),
    };
  } catch (error) {
    await target.close();
    throw error;
  }
}

/**
 * The ceiling on the requests of a run, or of its part of the plan. Replaying costs nobody a request, so every recording is sent
 * unless a ceiling is asked for; a gateway's answer may be given again.
 */
function ceilings(
  given: number,
  part: Pick<Shard, "index" | "of"> | undefined,
  recorded: readonly unknown[] | undefined,
): Pick<RunOptions, "requests" | "shard"> {
  const requests = recorded === undefined ? given : 1 + recorded.length * MOST_REPLAYS;
  const shard = part && { ...part, requests };
  return shard === undefined ? { requests } : { requests: ceilingOf(shard), shard };
}

/** Opens the target that the command line or the environment names, or the one that is usual. */
function openGiven(
  given: RunArguments,
  context: Pick<TargetContext, "contract" | "env" | "operations" | "signal" | "onWait">,
): Promise<Target> {
  return openTarget(given.target ?? (context.env.CONTRACT_TARGET || DEFAULT_TARGET), {
    ...context,
    ...shareOfPart(given),
    ...transportOptions(given),
    namedBy: given.target === undefined ? "CONTRACT_TARGET" : "--target",
    root: ROOT,
  });
}

/** Closes what `runOptions` has opened; a journal that cannot be closed keeps no endpoint open. */
export async function closeOptions({ journals, target }: RunOptions): Promise<void> {
  try {
    for (const journal of journals?.values() ?? []) await journal.end();
  } finally {
    await target.close();
  }
}

/**
 * Cases in flight on another machine: enough for a slow connection to use up an account's limit; on this machine cases
 * go one by one, in order.
 */
const IN_FLIGHT = 4;

function strengthOf(given = "2"): 2 | 3 {
  if (given === "2" || given === "3") return given === "2" ? 2 : 3;
  throw new SuiteError(
    `--strength ${given}: expected 2 or 3, the number of levels that covering cases combine`,
  );
}
