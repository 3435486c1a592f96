import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { isAlive, ownerOf } from "../../../src/journal/owner.ts";

const DAY = 24 * 60 * 60 * 1000;

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
