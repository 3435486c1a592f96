import { setImmediate } from "node:timers/promises";
import type { Planned } from "../cases/kind.ts";
import { operationOf } from "../contract/documented-operation.ts";
import { makersOf } from "../contract/precondition.ts";
import { Budget } from "../http/retry.ts";
import type { Cleanup } from "../journal/cleanup.ts";
import type { Channel } from "./channel.ts";
import type { CleanedUpEvent, RunEvent } from "./events.ts";
import { Held } from "./held.ts";
import { MadeByOne, OperationParts } from "./operation-parts.ts";
import type { PreparedRun } from "./prepare.ts";

/** An event of a run of several operations, with the one whose plan it belongs to. */
export interface EventOf {
  readonly run: PreparedRun;
  readonly event: RunEvent;
}

/** A case of one of the operations. */
interface Next {
  readonly parts: OperationParts;
  readonly planned: Planned;
}

/** The cases of one operation that is given them. */
export async function* casesOf(
  parts: OperationParts,
  cases: Iterable<Planned> | AsyncIterable<Planned>,
): AsyncGenerator<Next, void> {
  const planned = Symbol.asyncIterator in cases ? cases[Symbol.asyncIterator]() : cases[Symbol.iterator]();
  const plan = parts.around(planned);
  for (let next = await plan.next(); !next.done; next = await plan.next())
    yield { parts, planned: next.value };
}

/** Plays the operations of a run together, and cleans up after them. */
export class Together {
  readonly parts: readonly OperationParts[];
  readonly #made = new Map<string, MadeByOne>();

  constructor(runs: readonly PreparedRun[], adapts: boolean) {
    const held = new Held();
    for (const run of runs)
      for (const [id, cleanup] of run.cleanups)
        if (!this.#made.has(id)) {
          const inner = () => this.#madeIn(id, run);
          this.#made.set(id, new MadeByOne(cleanup, run, { inner, held }));
        }
    const whole = new Budget(Math.max(...runs.map(({ options }) => options.requests)));
    const isAlone = runs.length === 1;
    this.parts = runs.map((run) => new OperationParts(run, this.#made, { whole, adapts, isAlone }));
  }

  /** The clean-up of what is made in the resources of an operation, the innermost first. */
  #madeIn(id: string, { options: { contract } }: PreparedRun): readonly Cleanup[] {
    return [...this.#made].flatMap(([other, { cleanup }]) => {
      const outer = other === id ? [] : makersOf(contract, operationOf(contract, other));
      return outer.some((maker) => maker.id === id) ? [cleanup] : [];
    });
  }

  /**
   * The cases of all operations: that which adds most next, and of equal ones that of the operation that has waited longest.
   * @param chosen those of one operation; its whole plan unless given
   */
  async *cases(
    chosen: (run: PreparedRun) => AsyncIterable<Planned> = (run) => run.casesInSlices(),
  ): AsyncGenerator<Next, void> {
    const streams = this.parts.map((parts) => ({
      parts,
      cases: casesOf(parts, chosen(parts.run)),
    }));
    while (streams.length > 0) {
      const best = streams.reduce((one, other) =>
        other.parts.run.ahead > one.parts.run.ahead ? other : one,
      );
      streams.splice(streams.indexOf(best), 1);
      const next = await best.cases.next();
      if (next.done || !best.parts.player.goesOn) continue;
      streams.push(best);
      yield next.value;
    }
  }

  /** Plays cases, several at once, until there are no more or all operations give up; closes the channel once all are through. */
  async playAll(cases: AsyncIterator<Next>, channel: Channel<EventOf>): Promise<void> {
    const [first] = this.parts;
    const inFlight = first?.run.options.inFlight ?? 1;
    let failed: { readonly reason: unknown } | undefined;
    const worker = async (): Promise<void> => {
      while (failed === undefined && this.parts.some(({ player }) => player.goesOn)) {
        const next = await cases.next();
        if (next.done) return;
        const { parts, planned } = next.value;
        if (!parts.player.goesOn) continue;
        const events = await parts.player.play(planned);
        parts.adapting?.note(events);
        parts.run.naming.note(events);
        await channel.push(events.map((event) => ({ run: parts.run, event })));
        // With several in flight, another may be about what would be deleted.
        if (inFlight === 1) await this.removeEarly();
        // Skipped cases wait for nothing, and a signal is heard only between two turns of the event loop.
        if ("skipped" in planned) await setImmediate();
      }
    };
    const guarded = (): Promise<void> =>
      worker().catch((reason: unknown) => {
        failed ??= { reason };
      });
    await Promise.all(Array.from({ length: inFlight }, guarded));
    channel.close(failed);
  }

  /** Looks for simpler requests that show what was found. */
  async *shrinkAll(): AsyncGenerator<EventOf, void> {
    for (const { run, giveUp, shrinking, judging, player } of this.parts) {
      if (giveUp.reason !== undefined) continue;
      for await (const event of shrinking.shrinkAll(judging.findings, player.confirmationCost)) {
        yield { run, event };
        await this.removeEarly();
      }
    }
  }

  /** Judges what was held back. */
  async *settle(): AsyncGenerator<EventOf, void> {
    for (const { run, player } of this.parts) for await (const event of player.settle()) yield { run, event };
  }

  async removeEarly(): Promise<void> {
    for (const made of this.#made.values()) await made.removeEarly();
  }

  /** Deletes all that was made: what is in something else before that. */
  async cleanUp(): Promise<void> {
    for (const made of this.#made.values()) await made.cleanUp();
  }

  /** The last events: what lists have shown since, what was deleted, and how each operation has ended. */
  *ended(): Generator<EventOf, void> {
    for (const { cleanup } of this.#made.values()) yield* this.#unwanted(cleanup);
    const told = new Set<unknown>();
    for (const { run, giveUp, player, sender } of this.parts) {
      const own = [...run.cleanups.values()].filter((cleanup) => !told.has(cleanup));
      for (const cleanup of own) told.add(cleanup);
      yield { run, event: cleanedUp(own) };
      const { sent, retried } = sender;
      yield { run, event: { type: "ended", ...ending(giveUp, player.unlisted), sent, retried } };
    }
  }

  /** Judges again the exchanges that have made what nobody asked for, as lists have shown. */
  *#unwanted(cleanup: PreparedRun["cleanup"]): Generator<EventOf, void> {
    for (const { tag, ids } of cleanup.takeUnwanted())
      for (const { run, creations, judging } of this.parts) {
        const known = creations.of(tag);
        if (known)
          for (const event of judging.judgeMade({ ...known.case, made: ids }, known.answer))
            yield { run, event };
      }
  }
}

const cleanedUp = (cleanups: readonly PreparedRun["cleanup"][]): CleanedUpEvent => ({
  type: "cleaned-up",
  sent: sum(cleanups.map(({ sent }) => sent)),
  left: cleanups.flatMap(({ left }) => left),
  unknown: sum(cleanups.map(({ unknown }) => unknown)),
  made: sum(cleanups.map(({ made }) => made)),
});

const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);

/** The reasons why an operation has ended early, or why the run says nothing of some operations. */
function ending(
  giveUp: OperationParts["giveUp"],
  unlisted: string | undefined,
): { readonly reason?: string } {
  const reasons = [giveUp.isOver ? giveUp.reason : undefined, unlisted].filter((one) => one !== undefined);
  return reasons.length === 0 ? {} : { reason: reasons.join("; ") };
}
