import { describe, expect, it } from "vitest";
import {
  atOnce,
  collected,
  inSlices,
  madeInSlices,
  type Work,
  withoutPauses,
} from "../../../src/core/slices.ts";

/** Work that comes to an end only once something outside of it has happened; it would block for ever if it let nothing happen. */
function* waiting(isOver: () => boolean): Work<string> {
  while (!isOver()) yield;
  return "done";
}

/** Numbers from one on, each after a pause, without an end. */
function* endless(): Generator<number | undefined, void> {
  for (let next = 1; ; next++) {
    yield;
    yield next;
  }
}

function* firstOf(most: number): Generator<number | undefined, void> {
  for (const item of endless()) {
    yield item;
    if (item === most) return;
  }
}

describe("work with pauses", () => {
  it("comes to its result at once, or in slices", async () => {
    let left = 3;
    const work = () => waiting(() => left-- === 0);
    expect(atOnce(work())).toBe("done");
    left = 3;
    expect(await inSlices(work())).toBe("done");
  });

  it("lets timers have their turn in between", async () => {
    let hasRung = false;
    setTimeout(() => {
      hasRung = true;
    }, 0);
    expect(await inSlices(waiting(() => hasRung))).toBe("done");
  });

  it("ends without a result where a signal comes first", async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 0);
    expect(
      await inSlices(
        waiting(() => false),
        stop.signal,
      ),
    ).toBeUndefined();
  });
});

describe("items with pauses among them", () => {
  it("are the same without the pauses, and in a list", () => {
    expect([...withoutPauses(firstOf(3))]).toEqual([1, 2, 3]);
    expect(atOnce(collected(firstOf(3)))).toEqual([1, 2, 3]);
  });

  it("keep their order where they are made in slices", async () => {
    const made: number[] = [];
    for await (const item of madeInSlices(firstOf(3))) made.push(item);
    expect(made).toEqual([1, 2, 3]);
  });

  it("let timers have their turn before an item that takes long", async () => {
    let hasRung = false;
    setTimeout(() => {
      hasRung = true;
    }, 0);
    function* late(): Generator<string | undefined, void> {
      while (!hasRung) yield;
      yield "late";
    }
    for await (const item of madeInSlices(late())) expect(item).toBe("late");
    expect(hasRung).toBe(true);
  });

  it("end where a signal comes, before an item and after one", async () => {
    for (const stopAt of [0, 2]) {
      const stop = new AbortController();
      const made: number[] = [];
      if (stopAt === 0) stop.abort();
      for await (const item of madeInSlices(endless(), stop.signal)) {
        made.push(item);
        if (item === stopAt) stop.abort();
      }
      expect(made.length).toBe(stopAt);
    }
  });
});
