import { execFileSync, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { untilFree, withLock } from "../../../src/core/lock.ts";
import { ownerOf } from "../../../src/core/owner.ts";

let root: string;
let lock: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "lock-"));
  lock = join(root, "file.lock");
});
afterEach(() => rmSync(root, { recursive: true }));

/** Adds to a number as two commands would that read it, think, and write it. */
async function addOne(): Promise<void> {
  const file = join(root, "count");
  const count = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
  for (let turns = 0; turns < 5; turns += 1) await turn();
  writeFileSync(file, String(count + 1));
}

async function expectAllKept(): Promise<void> {
  await Promise.all(Array.from({ length: 10 }, () => withLock(lock, addOne)));
  expect(readFileSync(join(root, "count"), "utf8")).toBe("10");
  expect(readdirSync(root)).toEqual(["count"]);
}

test("many at once come one after the other, and none is lost", expectAllKept);

test("a lock goes when what it guards fails", async () => {
  const failing = () => {
    throw new Error("mine");
  };
  await expect(withLock(lock, failing)).rejects.toThrow("mine");
  expect(readdirSync(root)).toEqual([]);
});

describe("the lock of one that has died holds nobody up, and only one takes it", () => {
  const ended = (): object => ({ ...ownerOf(), pid: spawnSync(process.execPath, ["-e", "0"]).pid });
  const aged = (path: string, seconds: number): void => utimesSync(path, 0, Date.now() / 1000 + seconds);
  test.each<[string, () => void]>([
    ["its process has ended", () => writeFileSync(lock, JSON.stringify(ended()))],
    ["its number has passed to another process", () => writeFileSync(lock, JSON.stringify({ ...ownerOf(process.ppid), start: "another" }))],
    ["it died before it wrote its name", () => { writeFileSync(lock, ""); aged(lock, -60); }],
    ["it died so by a clock that was ahead", () => { writeFileSync(lock, "{"); aged(lock, 3600); }],
    ["one that took its lock has died as well", () => { for (const name of [lock, `${lock}.dead`]) writeFileSync(name, JSON.stringify(ended())); }],
  ])("%s", async (_, hold) => {
    hold();
    await expectAllKept();
  });
}); // biome-ignore format: a table reads better in lines

describe("one that lives is waited for, and then named", () => {
  test.each([
    ["by its number", () => JSON.stringify(ownerOf(process.ppid)), /file\.lock: process \d+ is writing there; wait/],
    ["before it has written its name", () => "", /file\.lock: another process is writing there; wait/],
  ])("%s", async (_, text, message) => {
    writeFileSync(lock, text());
    let isDone = false;
    const done = () => {
      isDone = true;
    };
    await expect(withLock(lock, done, { longestWaitMs: 40 })).rejects.toThrow(message);
    await untilFree(lock, 40);
    expect([isDone, readFileSync(lock, "utf8")]).toEqual([false, text()]);
  });
}); // biome-ignore format: a table reads better in lines

test("a lock that cannot be made is named", async () => {
  await expect(withLock(join(root, "none", "file.lock"), addOne)).rejects.toThrow(
    /file\.lock: cannot be written \(ENOENT\)/,
  );
});

describe("what is no lock, and stands where one should be, is named at once", () => {
  test.each<[string, () => void, RegExp]>([
    ["a pipe", () => execFileSync("mkfifo", [lock]), /file\.lock: cannot be read \(no regular file\)/],
    ["a folder", () => mkdirSync(lock), /file\.lock: .*a folder stands where a file should be/],
    ["a device behind a link", () => symlinkSync("/dev/zero", lock), /file\.lock: cannot be read \(no regular file\)/],
    ["a link that leads nowhere", () => symlinkSync(join(root, "none"), lock), /file\.lock: a link stands here that leads nowhere; remove it/],
  ])("%s", async (_, make, message) => {
    make();
    await expect(withLock(lock, addOne)).rejects.toThrow(message);
    await expect(untilFree(lock)).rejects.toThrow(message);
  });
}); // biome-ignore format: a table reads better in lines
