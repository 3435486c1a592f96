import { describe, expect, it } from "vitest";
import { GiveUp } from "../../../src/engine/give-up.ts";
import type { TransportFailure } from "../../../src/http/exchange.ts";

const failure = (reason: TransportFailure["reason"]): TransportFailure => ({ reason, message: `${reason}!` });

function missedTimes(giveUp: GiveUp, times: number, reason: TransportFailure["reason"] = "reset"): GiveUp {
  for (let count = 0; count < times; count++) giveUp.missed(failure(reason), 5);
  return giveUp;
}

describe("a run is given up", () => {
  it("after three cases without an answer, where none ever came", () => {
    const giveUp = new GiveUp();
    expect(missedTimes(giveUp, 2).isOver).toBe(false);
    expect(missedTimes(giveUp, 1).isOver).toBe(true);
    expect(giveUp.reason).toBe("reset!");
  });

  it("after ten in a row, once the endpoint was reached", () => {
    const giveUp = new GiveUp();
    giveUp.reached();
    expect(missedTimes(giveUp, 9).reason).toBeUndefined();
    expect(missedTimes(giveUp, 1).reason).toBe("reset!");
  });

  it("by cases in a row alone: an answer begins anew, one that is not whole does not", () => {
    const giveUp = new GiveUp();
    giveUp.answered();
    missedTimes(giveUp, 9).answered();
    expect(missedTimes(giveUp, 9).reason).toBeUndefined();
    giveUp.reached();
    expect(missedTimes(giveUp, 1).reason).toBe("reset!");
  });

  it.each([
    ["the account may send no more", "exhausted", 0, "exhausted!"],
    ["there are too many requests, however long one waits", "rate-limited", 1, "rate-limited!"],
    ["but not where the last of its own requests was one too many", "rate-limited", 0, undefined],
    ["but not for one reset", "reset", 1, undefined],
  ] as const)("at once where %s", (_, reason, left, want) => {
    const giveUp = new GiveUp();
    giveUp.missed(failure(reason), left);
    expect(giveUp.reason).toBe(want);
  });

  it("where it is stopped, as soon as that is asked", () => {
    const stop = new AbortController();
    const giveUp = new GiveUp({ signal: stop.signal });
    expect(giveUp.isOver).toBe(false);
    stop.abort();
    expect(giveUp.reason).toBeUndefined();
    expect(giveUp.isOver).toBe(true);
    expect(giveUp.reason).toBe("stopped before the plan was through");
  });

  it("where nothing more may be made", () => {
    let full: string | undefined;
    const giveUp = new GiveUp({ failure: () => full });
    expect(giveUp.isOver).toBe(false);
    full = "the journal is full";
    expect(giveUp.isOver).toBe(true);
    expect(giveUp.reason).toBe("the journal is full");
  });

  it("for its first reason", () => {
    const giveUp = new GiveUp({ failure: () => "later" });
    giveUp.because("first");
    giveUp.because("second");
    expect([giveUp.isOver, giveUp.reason]).toEqual([true, "first"]);
  });

  it("and knows whether the endpoint was ever reached", () => {
    const [silent, cut, whole] = [new GiveUp(), new GiveUp(), new GiveUp()];
    missedTimes(silent, 1);
    cut.reached();
    whole.answered();
    expect([silent.isReached, cut.isReached, whole.isReached]).toEqual([false, true, true]);
  });
});
