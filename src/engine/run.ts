/** The one place to read: plan, send, confirm, judge, shrink, clean up, each reported as an event. */
import { setImmediate } from "node:timers/promises";
import type { Planned } from "../cases/kind.ts";
import { KnownDifferences } from "../findings/deviations.ts";
import { Findings } from "../findings/finding.ts";
import { Budget } from "../http/retry.ts";
import { Channel } from "./channel.ts";
import { Creations } from "./creations.ts";
import type { CleanedUpEvent, RunEvent } from "./events.ts";
import { GiveUp } from "./give-up.ts";
import { Judging } from "./judging.ts";
import { Player } from "./player.ts";
import type { PreparedRun } from "./prepare.ts";
import { Adapting } from "./refusals/adapting.ts";
import { Room } from "./room.ts";
import { Sender } from "./sender.ts";
import { Shrinking } from "./shrinking.ts";

/** Deviations of a run from its plan. */
export interface RunInput {
  /**
   * Cases to send; the whole plan unless given. A run with cases that arrive one by one ends when they do, or when it
   * gives up.
   */
  readonly cases?: Iterable<Planned> | AsyncIterable<Planned>;
  /**
   * True if requests are made of others, which is the default: findings shrunk to simpler bodies, and bodies that are
   * refused sent again without the cause.
   */
  readonly shrinks?: boolean;
}

/**
 * Sends every case in turn, until the requests are spent, the target is given up or the run is stopped. Created
 * resources are deleted in the end, also after an error and where the reader stops.
 */
export async function* run(prepared: PreparedRun, input: RunInput = {}): AsyncGenerator<RunEvent, void> {
  const { options, cleanup, envelope } = prepared;
  const { target, signal, inFlight = 1 } = options;
  const giveUp = new GiveUp({ signal, failure: () => cleanup.failure });
  const sender = new Sender(cleanup.watch(target), new Budget(options.requests));
  const differences = new KnownDifferences(options.deviations ?? [], target.live === true);
  const judging = new Judging(options.contract, new Findings(differences));
  const room = new Room(cleanup, target, envelope, giveUp);
  const shrinking = new Shrinking(prepared, { sender, giveUp, judging, room });
  const creations = new Creations();
  const player = new Player(prepared, { sender, giveUp, judging, shrinking, room, creations });
  const channel = new Channel<RunEvent>();
  const removeEarly = () => cleanup.removeEarly(target, envelope);
  const adapts = input.shrinks !== false && target.recorded === undefined;
  const playing = playAll(player, input.cases ?? prepared.casesInSlices(), channel, {
    inFlight,
    removeEarly,
    adapting: adapts ? new Adapting(prepared, differences) : undefined,
  });
  let isThrough = false;
  try {
    yield* channel;
    if (input.shrinks !== false && giveUp.reason === undefined)
      for await (const event of shrinking.shrinkAll(judging.findings, player.confirmationCost)) {
        yield event;
        await removeEarly();
      }
    yield* player.settle();
    isThrough = true;
  } finally {
    if (!isThrough) {
      giveUp.because("ended before the plan was through");
      channel.close();
      await playing;
      await cleanup.run(target, envelope);
    }
  }
  await cleanup.run(target, envelope);
  yield* unwanted(prepared, creations, judging);
  yield cleanedUp(cleanup);
  yield {
    type: "ended",
    ...ending(giveUp, player.unlisted),
    sent: sender.sent,
    retried: sender.retried,
  };
}

const cleanedUp = ({ sent, left, unknown, made }: PreparedRun["cleanup"]): CleanedUpEvent => ({
  type: "cleaned-up",
  sent,
  left,
  unknown,
  made,
});

/** The reasons why a run has ended early, or says nothing of some operations. */
function ending(giveUp: GiveUp, unlisted: string | undefined): { readonly reason?: string } {
  const reasons = [giveUp.isOver ? giveUp.reason : undefined, unlisted].filter((one) => one !== undefined);
  return reasons.length === 0 ? {} : { reason: reasons.join("; ") };
}

/** Judges again the exchanges that have made what nobody asked for, as lists have shown. */
function* unwanted(
  { cleanup }: PreparedRun,
  creations: Creations,
  judging: Judging,
): Generator<RunEvent, void> {
  for (const { tag, ids } of cleanup.takeUnwanted()) {
    const known = creations.of(tag);
    if (known) yield* judging.judgeMade({ ...known.case, made: ids }, known.answer);
  }
}

/** The ways in which cases are played. */
interface Ways {
  readonly inFlight: number;
  readonly removeEarly: () => Promise<void>;
  readonly adapting: Adapting | undefined;
}

/** Plays cases, several at once, until there are no more or the run gives up; closes the channel once all are through. */
async function playAll(
  player: Player,
  cases: Iterable<Planned> | AsyncIterable<Planned>,
  channel: Channel<RunEvent>,
  { inFlight, removeEarly, adapting }: Ways,
): Promise<void> {
  const planned = Symbol.asyncIterator in cases ? cases[Symbol.asyncIterator]() : cases[Symbol.iterator]();
  const plan = adapting?.around(planned) ?? planned;
  let failed: { readonly reason: unknown } | undefined;
  const worker = async (): Promise<void> => {
    while (failed === undefined && player.goesOn) {
      const next = await plan.next();
      if (next.done || !player.goesOn) return;
      const events = await player.play(next.value);
      adapting?.note(events);
      await channel.push(events);
      // With several in flight, another may be about what would be deleted.
      if (inFlight === 1) await removeEarly();
      // Skipped cases wait for nothing, and a signal is heard only between two turns of the event loop.
      if ("skipped" in next.value) await setImmediate();
    }
  };
  const guarded = (): Promise<void> =>
    worker().catch((reason: unknown) => {
      failed ??= { reason };
    });
  await Promise.all(Array.from({ length: inFlight }, guarded));
  channel.close(failed);
}
