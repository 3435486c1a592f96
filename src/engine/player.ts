import type { Draft, Planned } from "../cases/kind.ts";
import { isSuccess } from "../contract/resource.ts";
import type { Finding } from "../findings/finding.ts";
import { identityOf } from "../http/case-origin.ts";
import {
  type Answer,
  type Case,
  isFailure,
  type TransportFailure,
  type WireRequest,
} from "../http/exchange.ts";
import { gatewayFailure, isGateway } from "../http/retry.ts";
import { AllListed, type Played } from "./all-listed.ts";
import { type AnswerParts, Answers, exchanged } from "./answers.ts";
import { type Confirmed, Repeats, type Unconfirmed } from "./ask-again.ts";
import { Confirmations, isCut, MOST_CONFIRMATIONS } from "./confirm.ts";
import type { RunEvent } from "./events.ts";
import { LaterLooks } from "./later-looks.ts";
import { playScenario, skipped, suppliesBefore } from "./play-scenario.ts";
import type { PreparedRun } from "./prepare.ts";
import type { Room } from "./room.ts";
import { ServerErrors } from "./server-errors.ts";
import type { Shrinking } from "./shrinking.ts";
import { SuppliedPlay } from "./supplied-play.ts";
import type { Supplies } from "./supplies.ts";
import { WalkedPages } from "./walked-pages.ts";

/** The components that play a run. */
export interface Parts extends AnswerParts {
  readonly shrinking: Shrinking;
  readonly room: Room;
  /** Makes what has to be there before each case; absent where nothing has. */
  readonly supplies?: Supplies | undefined;
}

/** Room that confirming one answer takes: what each repeat creates, and a control. */
const ROOM_OF_CONFIRMING = MOST_CONFIRMATIONS + 1;

/** Share of the requests that the plan leaves for shrinking and confirming at most. */
const MOST_KEPT = 0.1;

/** Sends planned cases and judges the answers; each call returns the events that it has caused. */
export class Player {
  readonly #run: PreparedRun;
  readonly #parts: Parts;
  readonly #confirmations: Confirmations;
  readonly #serverErrors: ServerErrors;
  readonly #answers: Answers;
  readonly #laterLooks: LaterLooks;
  readonly #pages: WalkedPages;
  readonly #allListed: AllListed;
  readonly #supplied: SuppliedPlay;
  /** True once the whole plan has been played. */
  #isThrough = false;

  constructor(run: PreparedRun, parts: Parts) {
    const { sender, giveUp } = parts;
    const { target, clock } = run.options;
    this.#run = run;
    this.#parts = parts;
    const asker = {
      bind: (kind: string, draft: Draft) => run.bind(kind, draft),
      send: (request: WireRequest) => sender.repeat(request),
      canAsk: () => giveUp.isReached && !giveUp.isOver && sender.left > 0,
    };
    const repeats = new Repeats(asker);
    this.#confirmations = new Confirmations(asker, repeats, target.recorded !== undefined);
    this.#serverErrors = new ServerErrors(asker, repeats);
    this.#answers = new Answers(run, parts);
    this.#supplied = new SuppliedPlay((reason) => giveUp.because(reason));
    this.#pages = new WalkedPages(run.options.contract, asker);
    this.#laterLooks = new LaterLooks(asker, this.#pages, clock);
    this.#allListed = new AllListed(run, parts, this.#laterLooks);
  }

  /** True if another case may be sent. */
  get goesOn(): boolean {
    const { giveUp, sender } = this.#parts;
    return !giveUp.isOver && sender.left > this.#kept && !this.#supplied.isSpent;
  }

  /** Number of requests that confirming the held answers may take. */
  get confirmationCost(): number {
    return this.#confirmations.cost;
  }

  /** Requests left for shrinking and confirming, once there is something to shrink or confirm. */
  get #kept(): number {
    const most = Math.floor(this.#run.options.requests * MOST_KEPT);
    return Math.min(this.#parts.shrinking.cost + this.#confirmations.cost, most);
  }

  /** The reason why lists tell nothing of what the run has made; undefined where they do, or the run has ended early. */
  get unlisted(): string | undefined {
    return this.#isThrough ? this.#answers.unlisted : undefined;
  }

  /** Every event of a planned case or scenario, except for answers that are held back; none where the run is over before. */
  async play(planned: Planned): Promise<RunEvent[]> {
    const identity = identityOf("case" in planned ? planned.case : planned);
    const { room, supplies } = this.#parts;
    const before = suppliesBefore(planned, { run: this.#run, supplies });
    const count = room.of(planned, before?.room === room ? 1 : 0);
    const isLasting = "scenario" in planned;
    if (count > 0 && !(await room.enter(count, isLasting))) return [];
    const taken = count > 0 ? room : undefined;
    const events = await this.#events(planned, taken).finally(() => room.leave(count, isLasting));
    return [{ type: "planned", ...identity }, ...events, { type: "played", ...identity }];
  }

  async #events(planned: Planned, taken: Room | undefined): Promise<readonly RunEvent[]> {
    if ("skipped" in planned) return [skipped(planned, planned.skipped)];
    if ("scenario" in planned)
      return playScenario(planned.origin.kind, planned.scenario, {
        run: this.#run,
        supplies: this.#parts.supplies,
        taken,
        play: this.#playNoted,
        goesOn: () => this.goesOn,
      });
    const { case: sent, draft } = planned;
    const { supplies } = this.#parts;
    if (supplies && draft)
      return this.#supplied.play(sent, draft, {
        supplies,
        taken,
        bind: this.#run.bind,
        play: this.#playNoted,
      });
    return (await this.#playNoted(sent, draft)).events;
  }

  /** Plays a case; what it shows is shrunk later, where it has a draft of the operation under test. */
  #playNoted = async (sent: Case, draft?: Draft): Promise<Played> => {
    const played = await this.#playCase(sent, draft);
    if (draft) this.#parts.shrinking.note(sent, draft, foundIn(played.events));
    return played;
  };

  #playCase = (sent: Case, draft?: Draft): Promise<Played> =>
    this.#allListed.around(sent, () => this.#playAlone(sent, draft));

  async #playAlone(sent: Case, draft?: Draft): Promise<Played> {
    const { sender, giveUp } = this.#parts;
    const result = await sender.send(sent.request);
    if (!isFailure(result) && isGateway(result)) {
      if (!this.#confirmations.hold({ case: sent, answer: result, draft }))
        return this.#settle(sent, gatewayFailure(result), draft);
      giveUp.missed(gatewayFailure(result), sender.left);
      return { events: [] };
    }
    if (isFailure(result)) return this.#settle(sent, result, draft);
    giveUp.reached();
    const counted = await this.#counted({ case: sent, answer: result, draft });
    return this.#settle(counted.case, counted.result, draft);
  }

  /** The answer that counts: one that may say nothing of the endpoint, or not yet, is asked for again at once. */
  async #counted(unconfirmed: Unconfirmed): Promise<Confirmed> {
    const { recorded, shrinksFree } = this.#run.options.target;
    const walked =
      recorded === undefined
        ? await this.#pages.followed(unconfirmed.case, unconfirmed.answer)
        : unconfirmed.case;
    if (isCut(unconfirmed.answer)) return this.#confirmations.whole(unconfirmed);
    const isAskable = recorded === undefined && !shrinksFree;
    if (isAskable && unconfirmed.answer.status >= 500) return this.#serverErrors.settled(unconfirmed);
    if (!isAskable) return { case: walked, result: unconfirmed.answer };
    const { case: settled, answer } = await this.#laterLooks.settled(walked, unconfirmed.answer);
    return { case: settled, result: answer };
  }

  #settle(sent: Case, result: Answer | TransportFailure, draft: Draft | undefined): Played {
    if (isFailure(result)) {
      this.#parts.giveUp.missed(result, this.#parts.sender.left);
      return { events: [exchanged(this.#parts.sender, sent, result)] };
    }
    if (draft && isSuccess(result.status)) this.#confirmations.accepted(sent.origin.kind, draft);
    return { events: this.#answers.take(sent, result), answer: result };
  }

  /** The answers to what was asked again, with room for what asking again creates. */
  async *#asksAgain(isReached: boolean): AsyncGenerator<Confirmed, void> {
    const { room } = this.#parts;
    const again = this.#confirmations.confirm(isReached);
    while (this.#confirmations.cost > 0) {
      const hasRoom = await room.enter(ROOM_OF_CONFIRMING);
      const next = await again.next().finally(() => hasRoom && room.leave(ROOM_OF_CONFIRMING));
      if (next.done) return;
      yield next.value;
    }
  }

  /** The events of the held answers, once nothing more is planned. */
  async *settle(): AsyncGenerator<RunEvent, void> {
    const { judging, giveUp } = this.#parts;
    const { target } = this.#run.options;
    const { status } = this.#confirmations;
    this.#isThrough = giveUp.reason === undefined;
    for await (const { case: sent, result } of this.#asksAgain(target.recorded !== undefined)) {
      if (isFailure(result)) yield exchanged(this.#parts.sender, sent, result);
      else if (isGateway(result))
        yield* [exchanged(this.#parts.sender, sent, result), ...judging.judge(sent, result)];
      else yield* this.#answers.take(sent, result);
    }
    if (status !== undefined && !giveUp.isReached)
      giveUp.because(`${target.name} answered ${status} from a gateway only`);
    yield* this.#answers.rest();
  }
}

const foundIn = (events: readonly RunEvent[]): Finding[] =>
  events.flatMap((event) => (event.type === "found" ? [event.finding] : []));
