import { KINDS } from "../cases/index.ts";
import {
  type Draft,
  type Envelope,
  type Kind,
  type KindContext,
  type Planned,
  plan,
  type Scenario,
} from "../cases/kind.ts";
import { SuiteError } from "../core/errors.ts";
import { caseIdentity } from "../http/case-origin.ts";

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

/**
 * Plans a run's cases, in order, lazily: always the case next that adds most coverage for a request. The order follows
 * from contract, seed and kinds alone; the budget only decides where it ends.
 */
export function* planCases(
  context: KindContext,
  envelope: Envelope,
  options: { readonly requests: number; readonly only?: readonly string[] | undefined },
): Iterable<Planned> {
  const queues = chosenKinds(options.only).map((kind) => new Queue(kind, context));
  let left = options.requests;
  while (left > 0) {
    const best = queues.reduce<Queue | undefined>(
      (found, queue) => (queue.priority > (found?.priority ?? -1) ? queue : found),
      undefined,
    );
    const next = best?.take();
    if (!best || !next) return;
    if ("run" in next) {
      if (next.requests > left) continue;
      left -= next.requests;
      yield { ...caseIdentity(best.kind.id, next.name), scenario: next };
      continue;
    }
    const planned = plan(best.kind.id, next, context, envelope);
    best.skipped = "skipped" in planned ? best.skipped + 1 : 0;
    if (best.skipped > MOST_SKIPPED) best.end();
    if ("case" in planned) left -= 1;
    yield planned;
  }
}

/** The drafts of one kind, with a look at the next one before it is taken. */
class Queue {
  readonly kind: Kind;
  skipped = 0;
  readonly #drafts: Iterator<Draft | Scenario>;
  #next: Draft | Scenario | undefined;

  constructor(kind: Kind, context: KindContext) {
    this.kind = kind;
    this.#drafts = kind.drafts(context)[Symbol.iterator]();
    this.#advance();
  }

  /** Coverage for each request; below zero at the end. */
  get priority(): number {
    const next = this.#next;
    if (next === undefined) return -1;
    return next.priority / ("run" in next ? Math.max(1, next.requests) : 1);
  }

  take(): Draft | Scenario | undefined {
    const taken = this.#next;
    this.#advance();
    return taken;
  }

  end(): void {
    this.#next = undefined;
  }

  #advance(): void {
    const { done, value } = this.#drafts.next();
    this.#next = done ? undefined : value;
  }
}
