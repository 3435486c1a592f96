/** The one place to read: plan, send, confirm, judge, shrink, clean up, each reported as an event. */
import type { Planned } from "../cases/kind.ts";
import { Channel } from "./channel.ts";
import type { RunEvent } from "./events.ts";
import type { PreparedRun } from "./prepare.ts";
import { casesOf, type EventOf, Together } from "./together.ts";

/** Deviations of a run from its plan. */
export interface RunInput {
  /**
   * Cases to send; the whole plan unless given. A run with cases that arrive one by one ends when they do, or when it
   * gives up.
   */
  readonly cases?: Iterable<Planned> | AsyncIterable<Planned>;
  /** The cases to send of each operation's plan, in its order; all of them unless given. */
  readonly chosen?: (run: PreparedRun) => AsyncIterable<Planned>;
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
  for await (const { event } of runTogether([prepared], input)) yield event;
}

/**
 * Runs several operations on one target: the requests, their ceiling and what is made are shared, and the case that adds most
 * goes next, of whichever operation it is. Where cases are given, they are of the first operation.
 */
export async function* runTogether(
  runs: readonly PreparedRun[],
  input: RunInput = {},
): AsyncGenerator<EventOf, void> {
  const run = new Together(runs, input.shrinks !== false);
  const channel = new Channel<EventOf>();
  const [first] = run.parts;
  const given = input.cases && first ? casesOf(first, input.cases) : run.cases(input.chosen);
  const playing = run.playAll(given, channel);
  let isThrough = false;
  try {
    yield* channel;
    if (input.shrinks !== false) yield* run.shrinkAll();
    yield* run.settle();
    isThrough = true;
  } finally {
    if (!isThrough) {
      for (const { giveUp } of run.parts) giveUp.because("ended before the plan was through");
      channel.close();
      await playing;
      await run.cleanUp();
    }
  }
  await run.cleanUp();
  yield* run.ended();
}
