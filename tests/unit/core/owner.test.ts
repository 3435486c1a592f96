import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { isAlive, ownerOf } from "../../../src/core/owner.ts";

const DAY = 24 * 60 * 60 * 1000;

/** The state of a process as proc(5) tells it: `T` is stopped, `Z` is ended and not asked for. */
const stateOf = (pid = 0) => /\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, "utf8"))?.[1];

describe("the process that writes a journal", () => {
  it("is alive while it runs, however long it is silent", () =>
    expect(isAlive(ownerOf(), 9 * DAY)).toBe(true));

  it("is dead at once after kill -9", async () => {
    const child = spawn("sleep", ["60"]);
    const owner = ownerOf(child.pid);
    expect(isAlive(owner, 0)).toBe(true);
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(isAlive(owner, 0)).toBe(false);
  });

  it.runIf(ownerOf().start !== undefined)("is dead where nobody has asked yet how it ended", async () => {
    // A parent that is stopped asks for nothing, as the first process of a container may never do.
    const parent = spawn("sh", ["-c", "sleep 60 & echo $!; wait"]);
    onTestFinished(() => void parent.kill("SIGKILL"));
    const [printed] = (await once(parent.stdout, "data")) as [Buffer];
    parent.kill("SIGSTOP");
    await vi.waitFor(() => expect(stateOf(parent.pid)).toBe("T"));
    const owner = ownerOf(Number(printed.toString()));
    expect(isAlive(owner, 0)).toBe(true);
    process.kill(owner.pid, "SIGKILL");
    await vi.waitFor(() => expect(stateOf(owner.pid)).toBe("Z"));
    expect(isAlive(owner, 0)).toBe(false);
    // One of an earlier version may not have noted when it started.
    expect(isAlive({ host: owner.host, pid: owner.pid, space: owner.space ?? "" }, 0)).toBe(false);
  });

  it.runIf(ownerOf().start !== undefined)("is dead where its pid has passed to another process", () => {
    expect(isAlive({ ...ownerOf(), start: "an earlier boot:1" }, 0)).toBe(false);
  });

  it.each([
    ["another machine", { host: "elsewhere" }],
    ["another container", { space: "pid:[1]" }],
  ])("counts as alive on %s until its journal is a day old", (_, other) => {
    expect(isAlive({ ...ownerOf(), ...other }, DAY - 1)).toBe(true);
    expect(isAlive({ ...ownerOf(), ...other }, DAY + 1)).toBe(false);
  });
});
