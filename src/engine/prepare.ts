import type { Account } from "../account/bind.ts";
import { defaultOperation } from "../account/environment.ts";
import type { Draft, KindContext, Planned } from "../cases/kind.ts";
import { type Bound, type Envelope, plan } from "../cases/shared/plan-case.ts";
import type { Contract, Operation } from "../contract/contract.ts";
import { operationOf } from "../contract/documented-operation.ts";
import { makerOf, makersOf } from "../contract/precondition.ts";
import type { Clock } from "../core/clock.ts";
import { SuiteError } from "../core/errors.ts";
import { MOST_TRIPLED } from "../core/limits.ts";
import { RECORDED_OPERATIONS_DIR } from "../core/project.ts";
import { seedOf } from "../core/seed.ts";
import { inSlices, madeInSlices, withoutPauses } from "../core/slices.ts";
import type { Deviation } from "../findings/deviations.ts";
import { OperationUnderTest } from "../generation/operation-under-test.ts";
import type { CaseOrigin } from "../http/case-origin.ts";
import type { Case, Orphan, RecordedExchange, Target } from "../http/exchange.ts";
import { Cleanup } from "../journal/cleanup.ts";
import type { Journal } from "../journal/journal.ts";
import { recordedCase } from "../recordings/recorded-case.ts";
import type { StaleRecording } from "../recordings/stale-recordings.ts";
import { chosenKinds, isTrial, planCases, planTried } from "./plan.ts";
import { Naming } from "./refusals/naming.ts";
import { ownPart, type Shard } from "./shard.ts";

export interface RunOptions {
  readonly contract: Contract;
  readonly target: Target;
  readonly operation: string;
  /** All operations of the run, where there are several; `operation` is one of them. */
  readonly operations?: readonly string[];
  readonly seed: number;
  /** Hard ceiling on the requests sent, clean-up excepted. */
  readonly requests: number;
  /** The part of the plan to send; the whole unless given. `requests` is then its share of the ceiling. */
  readonly shard?: Shard | undefined;
  readonly only?: readonly string[] | undefined;
  /** Number of levels that the covering rows combine; two unless given. */
  readonly strength?: 2 | 3;
  readonly account: Account;
  readonly userAgent: string;
  /** The run's journal of creations; in memory alone unless given. */
  readonly journal?: Journal | undefined;
  /** The journals by the operation that makes something, where there are several; `journal` is that of its own maker. */
  readonly journals?: ReadonlyMap<string, Journal> | undefined;
  /** Known differences between the live endpoint and its docs; none unless given. */
  readonly deviations?: readonly Deviation[] | undefined;
  /** Recordings that are older than was asked for. */
  readonly stale?: readonly StaleRecording[];
  /** Number of cases in flight at once; one unless given, so that they arrive in order. */
  readonly inFlight?: number;
  /** The time that passes before an endpoint is asked again that may lag behind, or a list is looked at again; the system's unless given. */
  readonly clock?: Clock;
  /** Stops the run between two cases; created resources are still deleted and reported. */
  readonly signal?: AbortSignal | undefined;
}

/** The place of an operation in a run of several. */
export interface Part {
  /** By the operations that make something, which others of the run may share. */
  readonly cleanups?: ReadonlyMap<string, Cleanup>;
  /** False if another operation of the run tries whether what is made can be deleted. */
  readonly tries?: boolean;
}

/** A run that has not begun: the input of its plan, its target, and its clean-up. */
export interface PreparedRun {
  readonly options: RunOptions;
  readonly context: KindContext;
  readonly envelope: Envelope;
  /** The operation that makes what the one under test is about; mostly that itself. */
  readonly maker: Operation;
  /** Keeps track of the run's resources, during the run and afterwards. */
  readonly cleanup: Cleanup;
  /** The same for each operation that makes something for it, by id: its own maker first, then what comes before that. */
  readonly cleanups: ReadonlyMap<string, Cleanup>;
  /** The coverage for a request that its next case adds. */
  readonly ahead: number;
  /** Recordings that today's contract would not send; not judged. */
  readonly orphans: readonly Orphan[];
  /** The faults that answers to bodies with many of them have named; grows during the run. */
  readonly naming: Naming;
  /** The cases whose answers showed something new, for fuzzing to mutate; grows during the run. */
  readonly interesting: CaseOrigin[];
  /** The planned cases, in order; made while they are read, so that an endless kind costs no memory. */
  cases(): Iterable<Planned>;
  /** The same, which the run sends unless it is given others, with pauses; they end early where the run is stopped. */
  casesInSlices(): AsyncIterable<Planned>;
  /** A draft as a case of this run. */
  bind(kind: string, draft: Draft): Bound;
}

/**
 * Makes ready for one run, what takes long in slices; where the run is stopped meanwhile, its plan ends at once.
 * @throws SuiteError for an operation or a kind of case that there is not, or one with too many values for triples
 */
export async function prepareInSlices(options: RunOptions, part?: Part): Promise<PreparedRun> {
  const prepared = prepare(options, undefined, part);
  const covering = await inSlices(prepared.context.underTest.requests.coveringInSteps(), options.signal);
  const values = covering?.model.levelCount ?? 0;
  if (options.strength === 3 && values > MOST_TRIPLED)
    throw new SuiteError(
      `--strength 3: ${options.operation} has ${values} values to combine, and three at a time can be combined of ${MOST_TRIPLED} at most; leave it out`,
    );
  return prepared;
}

/**
 * Makes ready for one run; several of the same contract, operation and seed may share what is known of the operation.
 * @param part its place in a run of several operations
 * @throws SuiteError for an operation or a kind of case that there is not
 */
export function prepare(options: RunOptions, shared?: OperationUnderTest, part: Part = {}): PreparedRun {
  const { contract, target, account, userAgent } = options;
  const context = contextOf(options, shared);
  const { underTest, interesting } = context;
  const envelope = { account, token: target.token, userAgent };
  const kinds = chosenKinds(options.only);
  const chosen = new Set(kinds.map(({ id }) => id));
  const recorded = recordedOf(options).map((exchange) => recordedCase(exchange, underTest));
  const isChosen = ({ origin }: Case): boolean => options.only === undefined || chosen.has(origin.kind);
  const replayed = recorded.flatMap((result): Planned[] =>
    "case" in result && isChosen(result.case) ? [{ case: result.case }] : [],
  );
  const maker = makerOf(contract, underTest.operation);
  const cleanups = part.cleanups ?? cleanupsOf(options, underTest.operation);
  const cleanup = cleanups.get(maker.id) ?? new Cleanup(contract, maker, options.journal, options.clock);
  const isTried = target.stores && target.shrinksFree !== true && part.tries !== false;
  const order = isTried ? planTried : planCases;
  const ahead = { priority: Number.POSITIVE_INFINITY };
  const { shard, requests } = options;
  const naming = new Naming();
  // The parts of a divided plan are those of one plan, whatever each of them is answered.
  const asked = shard === undefined ? naming : undefined;
  const planned = () =>
    order(kinds, context, envelope, shard?.requests ?? requests, { ahead, naming: asked });
  const whole = () => (target.recorded === undefined ? planned() : replayed);
  const cases = () => (shard === undefined ? whole() : ownPart(whole(), shard, isTrial));
  return {
    options,
    context,
    envelope,
    maker,
    cleanup,
    cleanups,
    get ahead() {
      return ahead.priority;
    },
    orphans: recorded.flatMap((result) => ("orphan" in result ? [result.orphan] : [])),
    naming,
    interesting,
    cases: () => withoutPauses(cases()),
    casesInSlices: () => madeInSlices(cases(), options.signal),
    bind: (kind, draft) => plan(kind, draft, context, envelope),
  };
}

/** True where recordings are asked and none of them is of the operation. */
export const isUnrecorded = (options: RunOptions): boolean =>
  options.target.recorded !== undefined && recordedOf(options).length === 0;

/** The recordings of an operation: those of the first one stand in no folder of their own. */
const recordedOf = ({ target, contract, operation }: RunOptions): readonly RecordedExchange[] =>
  (target.recorded ?? []).filter(({ file }) => {
    const own = file.split(`${RECORDED_OPERATIONS_DIR}/`)[1]?.split("/")[0];
    return (own ?? defaultOperation(contract)) === operation;
  });

/** The input of the kinds of cases. */
function contextOf(options: RunOptions, shared: OperationUnderTest | undefined) {
  const { contract, strength = 2 } = options;
  const operation = operationOf(contract, options.operation);
  const seed = seedOfOperation(contract, options);
  const interesting: CaseOrigin[] = [];
  const underTest = shared ?? new OperationUnderTest(contract, operation, seed);
  const isNamed = options.only !== undefined;
  return { underTest, strength, isNamed, interesting, related: relatedOf(contract, seed) };
}

/** The clean-up of each operation that makes something for one. */
function cleanupsOf(
  { contract, journal, journals, clock }: RunOptions,
  operation: Operation,
): ReadonlyMap<string, Cleanup> {
  const makers = makersOf(contract, operation);
  return new Map(
    makers.map((maker, index) => {
      const own = journals?.get(maker.id) ?? (index === 0 ? journal : undefined);
      return [maker.id, new Cleanup(contract, maker, own, clock)];
    }),
  );
}

/**
 * The seed of an operation's cases: that of the run for the one that is tested unless another is named, and one of its own
 * for any other, so that cases of the same name differ in what must be unique in an account.
 */
const seedOfOperation = (contract: Contract, { operation, seed }: RunOptions): number =>
  operation === defaultOperation(contract) ? seed : seedOf(seed, operation);

/** All that is known of the operations around the one under test, made when it is first asked for. */
function relatedOf(contract: Contract, seed: number): (operation: Operation) => OperationUnderTest {
  const known = new Map<string, OperationUnderTest>();
  return (operation) => {
    const found = known.get(operation.id) ?? new OperationUnderTest(contract, operation, seed);
    known.set(operation.id, found);
    return found;
  };
}
