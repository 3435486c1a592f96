import { type Answer, type Case, isFailure, type TransportFailure } from "../http/exchange.ts";
import type { Creations } from "./creations.ts";
import type { ExchangedEvent, RunEvent } from "./events.ts";
import type { GiveUp } from "./give-up.ts";
import type { Judging } from "./judging.ts";
import { Novelty } from "./novelty.ts";
import type { PreparedRun } from "./prepare.ts";
import { type Held, SameAnswers } from "./same-answers.ts";
import type { Sender } from "./sender.ts";
import { TokenRefusals } from "./token-refusals.ts";
import { Unjudged } from "./unjudged.ts";

/** The components that an answer concerns. */
export interface AnswerParts {
  readonly sender: Sender;
  readonly giveUp: GiveUp;
  readonly judging: Judging;
  readonly creations: Creations;
}

/** A request and what came of it. */
export function exchanged(sender: Sender, sent: Case, result: Answer | TransportFailure): ExchangedEvent {
  const outcome = isFailure(result) ? { failure: result } : { answer: result };
  return { type: "exchanged", exchange: { case: sent, ...outcome }, sent: sender.sentOfAll };
}

/** Takes the answers of a run as they come: judges each, or holds it back until it is clear that it says something. */
export class Answers {
  readonly #run: PreparedRun;
  readonly #parts: AnswerParts;
  readonly #refusals: TokenRefusals;
  readonly #novelty = new Novelty();
  readonly #sameAnswers: SameAnswers;
  readonly #unjudged: Unjudged;

  constructor(run: PreparedRun, parts: AnswerParts) {
    const { contract, target } = run.options;
    this.#run = run;
    this.#parts = parts;
    this.#refusals = new TokenRefusals(contract.operations);
    this.#sameAnswers = new SameAnswers(run.context.underTest.operation, target.recorded !== undefined);
    this.#unjudged = new Unjudged(this.#refusals, run.cleanup, target.name);
  }

  /** The reason why lists tell nothing of what the run has made; undefined where they do. */
  get unlisted(): string | undefined {
    return this.#unjudged.unlisted;
  }

  /** The events of one answer, and of those held back that it lets go. */
  take(sent: Case, answer: Answer): RunEvent[] {
    const { giveUp, sender, creations } = this.#parts;
    const { operation, target } = this.#run.options;
    if (this.#novelty.isNew(answer)) this.#run.interesting.push(sent.origin);
    giveUp.answered();
    // Where nobody lists what there is, nothing is looked up.
    if (target.shrinksFree !== true) creations.note(sent, answer);
    const isRefusal = this.#refusals.hold(sent, answer);
    const events: RunEvent[] = [exchanged(sender, sent, answer), ...this.#unjudged.news(sent.operation)];
    events.push(...this.#judged(this.#sameAnswers.take({ case: sent, answer, isRefusal })));
    giveUp.because(this.#sameAnswers.reason(target.name, false));
    if (this.#refusals.isHopeless(operation)) giveUp.because(this.#refusals.reason(target.name));
    return events;
  }

  /** The events of the answers that are still held back, once the last one is there. */
  *rest(): Generator<RunEvent, void> {
    const { giveUp, judging } = this.#parts;
    const { name } = this.#run.options.target;
    yield* this.#judged(this.#sameAnswers.rest());
    giveUp.because(this.#sameAnswers.reason(name, true));
    for (const { case: sent, answer } of this.#refusals.judged) yield* judging.judge(sent, answer);
    giveUp.because(this.#refusals.reason(name));
  }

  /** Refusals of the token wait for the end of the run. */
  #judged(shown: readonly Held[]): RunEvent[] {
    return shown.flatMap(({ case: sent, answer, isRefusal }) =>
      isRefusal ? [] : this.#parts.judging.judge(sent, answer),
    );
  }
}
