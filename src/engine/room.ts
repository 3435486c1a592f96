import type { Planned } from "../cases/kind.ts";
import type { Envelope } from "../cases/shared/plan-case.ts";
import { isSuccess } from "../contract/resource.ts";
import { isFailure, type Target } from "../http/exchange.ts";
import type { Cleanup } from "../journal/cleanup.ts";
import type { GiveUp } from "./give-up.ts";
import { Held } from "./held.ts";
import { refusalAdvice, withScopes } from "./refusal-advice.ts";
import { wordsOf } from "./refusal-words.ts";
import { OF_THE_TOKEN } from "./token-refusals.ts";

/** The parts of a run's clean-up that room is made with. */
export type Clearing = Pick<
  Cleanup,
  "remover" | "trouble" | "left" | "unknown" | "hasMade" | "mayMake" | "clear" | "clearKnown"
>;

/** The number of resources of a run that exist at a time at most. */
const MOST_AT_A_TIME = 20;

/** Room that one case takes: what it creates, and what it creates where it is sent once more. */
const ROOM_OF_A_CASE = 2;

/** Room that is given between two looks at a list: a list shows what no answer has told of. */
const MOST_UNSEEN = 2 * MOST_AT_A_TIME;

/** Times that what is in something is deleted before that. */
const MOST_ROUNDS = 3;

/**
 * Room for what a run creates in an account: for one resource until the run is seen to delete what it makes, then for some at
 * a time. Where there is none, what was created is deleted; where that fails, the run ends.
 */
export class Room {
  readonly #cleanup: Clearing;
  readonly #target: Target;
  readonly #envelope: Envelope;
  readonly #giveUp: GiveUp;
  #taken = 0;
  /** Room of what is under way and asks for what it has created: that is not deleted meanwhile. */
  #lasting = 0;
  /** Room that was given since the last look at a list. */
  #unseen = 0;
  /** True once the run is seen to delete what it makes. */
  #isProven: boolean;
  /** All that cases under way are about. */
  readonly held: Held;
  readonly #inner: () => readonly Clearing[];
  #clearing: Promise<void> | undefined;
  #wake: (() => void) | undefined;

  /** @param within the clean-up of what is made in these resources, which goes before them, and what is held */
  constructor(
    cleanup: Clearing,
    target: Target,
    envelope: Envelope,
    giveUp: GiveUp,
    { inner = () => [], held = new Held() }: { inner?: () => readonly Clearing[]; held?: Held } = {},
  ) {
    this.#inner = inner;
    this.held = held;
    this.#cleanup = cleanup;
    this.#target = target;
    this.#envelope = envelope;
    this.#giveUp = giveUp;
    const { mayLeave = false } = envelope.account;
    this.#isProven = mayLeave;
  }

  /**
   * Room that a planned case or scenario takes: none where it creates nothing.
   * @param before the number of resources that have to be there before
   */
  of(planned: Planned, before = 0): number {
    if ("skipped" in planned) return 0;
    if ("scenario" in planned) {
      const { requests, creates = requests, again = 0 } = planned.scenario;
      return Math.min(creates + again + before, MOST_AT_A_TIME);
    }
    return this.#cleanup.mayMake(planned.case.request) ? ROOM_OF_A_CASE + before : 0;
  }

  /**
   * Takes room for so many resources; deletes what is in the way, and waits for what is under way where that is not enough.
   * @param isLasting true if what is created is asked for again before the room is given back, as in a scenario
   * @returns false where the run is over
   */
  async enter(count: number, isLasting = false): Promise<boolean> {
    if (!this.#isBounded) return !this.#giveUp.isOver;
    while (!this.#giveUp.isOver) {
      if (this.#fits(count)) {
        this.#taken += count;
        this.#unseen += count;
        if (isLasting) this.#lasting += count;
        return true;
      }
      await this.#clear(count);
    }
    return false;
  }

  /** Gives room back. */
  leave(count: number, isLasting = false): void {
    this.#taken = Math.max(0, this.#taken - count);
    if (isLasting) this.#lasting = Math.max(0, this.#lasting - count);
    if (this.#taken === 0) this.#wake?.();
  }

  /** False on the run's own endpoint, and where nothing can be deleted and nobody is in the way of what stays. */
  get #isBounded(): boolean {
    const { stores, shrinksFree } = this.#target;
    if (!stores || shrinksFree) return false;
    const { shared = false, mayLeave = false } = this.#envelope.account;
    return this.#cleanup.remover !== undefined || (shared && !mayLeave);
  }

  #fits(count: number): boolean {
    if (!this.#isProven) return this.#taken === 0 && !this.#cleanup.hasMade;
    return this.#cleanup.left.length + this.#taken + count <= MOST_AT_A_TIME;
  }

  #clear(count: number): Promise<void> {
    this.#clearing ??= this.#makeRoom(count).finally(() => {
      this.#clearing = undefined;
    });
    return this.#clearing;
  }

  /** Deletes what is known while cases are under way; where that is not enough, or not now, waits for them and looks as well. */
  async #makeRoom(count: number): Promise<void> {
    // Each case under way may be a creation whose outcome is not known yet; others are looked up in a list.
    const isAllTold = this.#cleanup.unknown * ROOM_OF_A_CASE <= this.#taken;
    if (this.#isProven && isAllTold && this.#lasting === 0 && this.#unseen < MOST_UNSEEN) {
      await this.#clearInner((one, held) => one.clearKnown(this.#target, this.#envelope, held));
      await this.#cleanup.clearKnown(this.#target, this.#envelope, this.#heldIn(this.#cleanup));
      if (this.#fits(count)) return;
    }
    await this.#clearAll(count);
  }

  async #clearAll(count: number): Promise<void> {
    if (this.#taken > 0)
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    await this.#clearInner((one, held) => one.clear(this.#target, this.#envelope, held));
    await this.#cleanup.clear(this.#target, this.#envelope, this.#heldIn(this.#cleanup));
    this.#unseen = 0;
    const isHeld = this.#heldIn(this.#cleanup).length > 0;
    const left = this.#cleanup.left.filter((key) => !this.held.has(key));
    if (isHeld && left.length === 0) {
      if (!this.#fits(count)) await this.held.released();
      return;
    }
    if (left.length === 0) this.#isProven = true;
    else if (!this.#isProven || left.length + count > MOST_AT_A_TIME) this.#giveUp.because(this.#reason);
  }

  /** Deletes what is in these resources; some may be made meanwhile, which then goes as well. */
  async #clearInner(clear: (inner: Clearing, held: readonly string[]) => Promise<void>): Promise<void> {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const full = this.#inner().filter((one) => one.left.length > this.#heldIn(one).length);
      if (full.length === 0) return;
      for (const one of full) await clear(one, this.#heldIn(one));
    }
  }

  /** The resources of a clean-up that cases under way are about. */
  #heldIn({ left }: Clearing): readonly string[] {
    return left.filter((key) => this.held.has(key));
  }

  /** The reason why nothing more is created, by the operation that should delete, in the endpoint's words. */
  get #reason(): string {
    const { remover, trouble, left } = this.#cleanup;
    const rest = `so nothing more is created; ${left.length} left behind`;
    if (remover === undefined) return `the docs have no operation that deletes what this one makes, ${rest}`;
    const name = withScopes(remover);
    const target = this.#target.name;
    if (trouble === undefined || (!isFailure(trouble) && isSuccess(trouble.status)))
      return `${name} does not delete what the run has made, as ${target} still shows it, ${rest}`;
    if (isFailure(trouble)) return `${name} could not be judged: ${trouble.message}, ${rest}`;
    const advice = OF_THE_TOKEN.has(trouble.status) ? `: ${refusalAdvice(remover, trouble)}` : "";
    return `${name} does not delete what the run has made: ${target} answers ${trouble.status} "${wordsOf(trouble)}", ${rest}${advice}`;
  }
}
