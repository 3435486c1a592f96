import { KINDS } from "../cases/index.ts";
import { invalid } from "../cases/invalid.ts";
import type { Draft, Kind, KindContext, Planned, Scenario } from "../cases/kind.ts";
import { lifecycle, TRIAL, trial } from "../cases/lifecycle.ts";
import { type Envelope, plan } from "../cases/shared/plan-case.ts";
import { SuiteError } from "../core/errors.ts";
import type { WithPauses, Work } from "../core/slices.ts";
import { caseIdentity } from "../http/case-origin.ts";
import { Naming, Settled } from "./refusals/naming.ts";

/**
 * The kinds of cases that run; all of them unless some are named.
 * @throws SuiteError that lists the kinds there are
 */
export function chosenKinds(only: readonly string[] | undefined): readonly Kind[] {
  const unknown = only?.find((id) => !KINDS.some((kind) => kind.id === id));
  if (unknown !== undefined) {
    throw new SuiteError(
      `--only ${unknown}: there is no such kind of case; there are ${KINDS.map((kind) => kind.id).join(", ")}`,
    );
  }
  return KINDS.filter((kind) => only?.includes(kind.id) ?? true);
}

/** Drafts in a row that may lack what they need before their kind is given up: an endless kind would never end. */
const MOST_SKIPPED = 1000;

/** Budgets below this are too small for a trial. */
const LEAST_FOR_TRIAL = 12;

/** The coverage for a request that the next case of a plan adds. */
export interface Ahead {
  priority: number;
}

/** The state of a run that its plan follows, and tells. */
export interface Known {
  readonly ahead?: Ahead;
  /** The faults that refusals have named; none unless given. */
  readonly naming?: Naming | undefined;
}

/** Plans a run in an account: first a trial of whether what it makes can be read and deleted, then the cases. */
export function* planTried(
  kinds: readonly Kind[],
  context: KindContext,
  envelope: Envelope,
  requests: number,
  known: Known = {},
): WithPauses<Planned> {
  const first = requests >= LEAST_FOR_TRIAL ? trial(context) : undefined;
  if (first) yield { ...caseIdentity(lifecycle.id, first.name), scenario: first };
  yield* planCases(kinds, context, envelope, requests - (first?.requests ?? 0), known);
}

/**
 * Plans a run's cases, in order, lazily and with pauses: always the case next that adds most coverage for a request. The
 * order follows from contract, seed and kinds, and from what refusals have named; the number of requests only decides where it
 * ends.
 */
export function* planCases(
  kinds: readonly Kind[],
  context: KindContext,
  envelope: Envelope,
  requests: number,
  { ahead, naming = new Naming() }: Known = {},
): WithPauses<Planned> {
  const queues = kinds.map((kind) => new Queue(kind, context));
  for (const queue of queues) yield* queue.advance();
  const settled = new Settled(naming);
  let left = requests;
  while (left > 0) {
    const upcoming = yield* nextOf(queues, settled);
    if (upcoming === undefined) return;
    const planned = upcoming.queue.planned(upcoming.draft, context, envelope);
    const needed = requestsOf(planned);
    if (needed > left) continue;
    left -= needed;
    if (ahead) ahead.priority = foremost(queues)?.priority ?? -1;
    yield planned;
  }
}

/** Number of requests that a planned case takes, or a scenario at most. */
export const requestsOf = (planned: Planned): number =>
  "scenario" in planned ? planned.scenario.requests : "case" in planned ? 1 : 0;

/** True for the scenario by which `planTried` begins. */
export const isTrial = (planned: Planned): boolean =>
  "scenario" in planned && planned.origin.kind === lifecycle.id && planned.scenario.name === TRIAL;

interface Upcoming {
  readonly queue: Queue;
  readonly draft: Draft | Scenario;
}

/** The draft that comes next: a fault that an answer has left open, else the foremost draft that tells anything; undefined at the end. */
function* nextOf(queues: readonly Queue[], settled: Settled): Work<Upcoming | undefined> {
  const alone = named(queues, settled.next());
  if (alone !== undefined) return planned(alone, settled);
  for (;;) {
    const queue = foremost(queues);
    const draft = queue?.next;
    if (queue === undefined || draft === undefined) return undefined;
    yield* queue.advance();
    if ("run" in draft || !settled.has(queue.kind.id, draft)) return planned({ queue, draft }, settled);
  }
}

function planned(upcoming: Upcoming, settled: Settled): Upcoming {
  const { queue, draft } = upcoming;
  if (!("run" in draft)) settled.plans(queue.kind.id, draft);
  return upcoming;
}

/** The draft behind the name of a case that is to be sent at once; undefined where there is none. */
function named(queues: readonly Queue[], name: string | undefined): Upcoming | undefined {
  const queue = name === undefined ? undefined : queues.find(({ kind }) => kind.id === invalid.id);
  const draft = name === undefined ? undefined : queue?.named(name);
  return queue && draft && { queue, draft };
}

/** The queue whose next draft adds most coverage for a request; undefined where all are at their end. */
const foremost = (queues: readonly Queue[]): Queue | undefined =>
  queues.reduce<Queue | undefined>(
    (found, queue) => (queue.priority > (found?.priority ?? -1) ? queue : found),
    undefined,
  );

/** The drafts of one kind, with a look at the next one before it is taken. */
class Queue {
  readonly kind: Kind;
  readonly #context: KindContext;
  #skipped = 0;
  readonly #drafts: Iterator<Draft | Scenario | undefined>;
  #next: Draft | Scenario | undefined;

  constructor(kind: Kind, context: KindContext) {
    this.kind = kind;
    this.#context = context;
    this.#drafts = kind.drafts(context)[Symbol.iterator]();
  }

  /** Coverage for each request; below zero at the end. */
  get priority(): number {
    const next = this.#next;
    if (next === undefined) return -1;
    return next.priority / ("run" in next ? Math.max(1, next.requests) : 1);
  }

  /** The draft or scenario that comes next; undefined at the end. */
  get next(): Draft | Scenario | undefined {
    return this.#next;
  }

  /** The draft behind a name; undefined where no request is like it. */
  named(name: string): Draft | Scenario | undefined {
    return this.kind.named?.(this.#context, name);
  }

  /** A draft or scenario of this kind, bound to the account; ends the kind where too many in a row cannot be. */
  planned(next: Draft | Scenario, context: KindContext, envelope: Envelope): Planned {
    if ("run" in next) return { ...caseIdentity(this.kind.id, next.name), scenario: next };
    const planned = plan(this.kind.id, next, context, envelope);
    this.#skipped = "skipped" in planned ? this.#skipped + 1 : 0;
    if (this.#skipped > MOST_SKIPPED) this.#next = undefined;
    return planned;
  }

  /** Goes on to the next one. */
  *advance(): Work<void> {
    for (;;) {
      const { done, value } = this.#drafts.next();
      this.#next = done ? undefined : value;
      if (done || value !== undefined) return;
      yield;
    }
  }
}
