import type { Planned } from "../cases/kind.ts";
import type { Envelope } from "../cases/shared/plan-case.ts";
import type { Operation } from "../contract/contract.ts";
import { type Precondition, preconditionOf } from "../contract/precondition.ts";
import { KnownDifferences } from "../findings/deviations.ts";
import { Findings } from "../findings/finding.ts";
import type { Target } from "../http/exchange.ts";
import { Budget } from "../http/retry.ts";
import type { Cleanup } from "../journal/cleanup.ts";
import { Creations } from "./creations.ts";
import { GiveUp } from "./give-up.ts";
import { Judging } from "./judging.ts";
import { Player } from "./player.ts";
import type { PreparedRun } from "./prepare.ts";
import { Adapting } from "./refusals/adapting.ts";
import { Room } from "./room.ts";
import { Sender } from "./sender.ts";
import { Shrinking } from "./shrinking.ts";
import { Supplies } from "./supplies.ts";

/** The resources of one creating operation in a run, and the room for them; all operations about them share it. */
export class MadeByOne {
  readonly cleanup: Cleanup;
  readonly giveUp: GiveUp;
  readonly room: Room;
  readonly #target: Target;
  readonly #envelope: Envelope;

  /** @param within the clean-up of what is made in these resources, and what is held in the whole run */
  constructor(
    cleanup: Cleanup,
    { options: { target, signal }, envelope }: PreparedRun,
    within?: ConstructorParameters<typeof Room>[4],
  ) {
    this.cleanup = cleanup;
    this.#target = target;
    this.#envelope = envelope;
    this.giveUp = new GiveUp({ signal, failure: () => cleanup.failure });
    this.room = new Room(cleanup, target, envelope, this.giveUp, within);
  }

  removeEarly(): Promise<void> {
    return this.cleanup.removeEarly(this.#target, this.#envelope);
  }

  cleanUp(): Promise<void> {
    return this.cleanup.run(this.#target, this.#envelope);
  }
}

/** All that plays the cases of one operation in a run. */
export class OperationParts {
  readonly run: PreparedRun;
  readonly giveUp: GiveUp;
  readonly sender: Sender;
  readonly judging: Judging;
  readonly creations = new Creations();
  readonly shrinking: Shrinking;
  readonly player: Player;
  readonly adapting: Adapting | undefined;
  readonly #budget: Budget;
  readonly #made: ReadonlyMap<string, MadeByOne>;

  /**
   * @param made by the creating operation
   * @param whole the requests that all operations of the run may send
   */
  constructor(
    run: PreparedRun,
    made: ReadonlyMap<string, MadeByOne>,
    {
      whole,
      adapts,
      isAlone,
    }: { readonly whole: Budget; readonly adapts: boolean; readonly isAlone: boolean },
  ) {
    const { target, deviations = [], contract, signal, clock } = run.options;
    this.run = run;
    this.#made = made;
    this.#budget = new Budget(run.options.requests, whole);
    const own = this.#of(run.maker);
    // Where another operation of the run gives up, this one goes on.
    const stops = { signal, failure: () => (own.giveUp.isOver ? own.giveUp.reason : undefined) };
    this.giveUp = isAlone ? own.giveUp : new GiveUp(stops);
    this.sender = new Sender(own.cleanup.watch(target), this.#budget, clock);
    const differences = new KnownDifferences(deviations, target.live === true);
    this.judging = new Judging(contract, new Findings(differences));
    const supplies = target.recorded ? undefined : this.#supplies(run.context.underTest.operation);
    const parts = {
      sender: this.sender,
      giveUp: this.giveUp,
      judging: this.judging,
      room: own.room,
      supplies,
    };
    this.shrinking = new Shrinking(run, parts);
    this.player = new Player(run, { ...parts, shrinking: this.shrinking, creations: this.creations });
    this.adapting = adapts && target.recorded === undefined ? new Adapting(run, differences) : undefined;
  }

  /** The cases of a plan, with those that are sent again in between. */
  around(plan: Iterator<Planned> | AsyncIterator<Planned>): Iterator<Planned> | AsyncIterator<Planned> {
    return this.adapting?.around(plan) ?? plan;
  }

  #of({ id }: Operation): MadeByOne {
    const found = this.#made.get(id);
    if (found === undefined) throw new TypeError(`${id} was not prepared`);
    return found;
  }

  #supplies(operation: Operation): Supplies | undefined {
    const precondition = preconditionOf(this.run.options.contract, operation);
    return precondition && this.#suppliesOf(precondition);
  }

  #suppliesOf(precondition: Precondition): Supplies {
    const { cleanup, room } = this.#of(precondition.creator);
    const sender =
      precondition.creator.id === this.run.maker.id
        ? this.sender
        : new Sender(cleanup.watch(this.run.options.target), this.#budget, this.run.options.clock);
    const before = this.#supplies(precondition.creator);
    return new Supplies(this.run, { precondition, sender, cleanup, room, before });
  }
}
