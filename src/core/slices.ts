import { setImmediate } from "node:timers/promises";

/** Work that pauses between its steps: each `undefined` is a pause, in which signals and timers may have their turn. */
export type Work<Result> = Generator<undefined, Result>;

/** Items with pauses among them, each an `undefined`. */
export type WithPauses<Item> = Iterable<Item | undefined>;

/** Time after which work lets others have their turn, in milliseconds. */
const SLICE_MS = 20;

/** Does work without a pause. */
export function atOnce<Result>(work: Work<Result>): Result {
  let step = work.next();
  while (!step.done) step = work.next();
  return step.value;
}

/** The items alone. */
export function* withoutPauses<Item>(items: WithPauses<Item>): Generator<Item, void> {
  for (const item of items) if (item !== undefined) yield item;
}

/** All items in a list, with the pauses that they make. */
export function* collected<Item>(items: WithPauses<Item>): Work<Item[]> {
  const all: Item[] = [];
  for (const item of items) {
    if (item === undefined) yield;
    else all.push(item);
  }
  return all;
}

/** Does work in slices, between which the event loop goes on. @returns undefined where the signal came before the end */
export async function inSlices<Result>(
  work: Work<Result>,
  signal?: AbortSignal,
): Promise<Result | undefined> {
  const turn = new Turn();
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value;
    await turn.pause();
    if (signal?.aborted) return undefined;
  }
}

/** Makes items in slices, between which the event loop goes on, until they or the signal come to an end. */
export async function* madeInSlices<Item>(
  items: WithPauses<Item>,
  signal?: AbortSignal,
): AsyncGenerator<Item, void> {
  const turn = new Turn();
  for (const item of items) {
    if (item === undefined) await turn.pause();
    else {
      yield item;
      turn.begin();
    }
    if (signal?.aborted) return;
  }
}

/** The time that work has had since others had theirs. */
class Turn {
  #began = performance.now();

  begin(): void {
    this.#began = performance.now();
  }

  async pause(): Promise<void> {
    if (performance.now() - this.#began < SLICE_MS) return;
    await setImmediate();
    this.begin();
  }
}
