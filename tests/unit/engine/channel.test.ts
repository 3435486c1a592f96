import { describe, expect, it } from "vitest";
import { Channel } from "../../../src/engine/channel.ts";

/** Whether a promise has settled by now. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const pending = Symbol("pending");
  await new Promise((resolve) => setImmediate(resolve));
  return (await Promise.race([promise, Promise.resolve(pending)])) !== pending;
}

async function allOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

describe("a channel", () => {
  it("brings what several writers push, in the order in which it came", async () => {
    const channel = new Channel<number>();
    void channel.push([1, 2]);
    void channel.push([3]);
    channel.close();
    expect(await allOf(channel)).toEqual([1, 2, 3]);
  });

  it("wakes a reader that waits", async () => {
    const channel = new Channel<number>();
    const reading = allOf(channel);
    await channel.push([1]);
    await channel.push([2]);
    channel.close();
    expect(await reading).toEqual([1, 2]);
  });

  it("holds a writer until the reader has taken all and asks for more", async () => {
    const channel = new Channel<number>();
    const reader = channel[Symbol.asyncIterator]();
    const pushing = channel.push([1, 2]);
    await reader.next();
    expect(await isSettled(pushing)).toBe(false);
    await reader.next();
    expect(await isSettled(pushing)).toBe(false);
    void reader.next();
    expect(await isSettled(pushing)).toBe(true);
  });

  it("lets writers go when it is closed, and takes nothing any more", async () => {
    const channel = new Channel<number>();
    const pushing = channel.push([1]);
    channel.close();
    expect(await isSettled(pushing)).toBe(true);
    await channel.push([2]);
    expect(await allOf(channel)).toEqual([1]);
  });

  it("ends a reader that waits, with the first error that it was closed with", async () => {
    const channel = new Channel<number>();
    const reading = allOf(channel);
    await new Promise((resolve) => setImmediate(resolve));
    channel.close({ reason: new Error("first") });
    channel.close({ reason: new Error("second") });
    await expect(reading).rejects.toThrow("first");
  });

  it("gives the items before the error", async () => {
    const channel = new Channel<number>();
    void channel.push([1]);
    channel.close({ reason: "broken" });
    const reader = channel[Symbol.asyncIterator]();
    expect(await reader.next()).toEqual({ done: false, value: 1 });
    await expect(reader.next()).rejects.toBe("broken");
  });
});
