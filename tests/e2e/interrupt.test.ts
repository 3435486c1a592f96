import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { startContract } from "./command.ts";
import { closedPort, endpoint } from "./servers.ts";

test.each<NodeJS.Signals[]>([["SIGINT"], ["SIGTERM"], ["SIGHUP", "SIGHUP"]])(
  "%s ends a run early, which says so, and what it made is still deleted and reported",
  async (...signals) => {
    let isUnderWay: () => void = () => {};
    const underWay = new Promise<void>((resolve) => {
      isUnderWay = resolve;
    });
    const server = await endpoint(async ({ answer }) => {
      if (server.requests.length > 20) isUnderWay();
      await pause(10);
      return answer;
    });
    const { child, ended } = startContract(["run", "--target", server.url, "--json", "--only", "fuzz"]);
    await underWay;
    for (const signal of signals) child.kill(signal);
    const { status, stdout, stderr } = await ended;
    expect(status).toBe(3);
    expect(stderr).toMatch(/^stopping; deleting [1-9]\d*; again to give up\n$/);
    const { requests } = JSON.parse(stdout) as { requests: { sent: number; cleanup: number } };
    expect(requests.sent).toBeGreaterThan(0);
    expect(requests.sent).toBeLessThan(200);
    expect(server.stored()).toBe(0);
    expect(server.requests.length).toBe(requests.sent + requests.cleanup);
  },
);

test.each<NodeJS.Signals>(["SIGINT", "SIGTERM", "SIGHUP"])(
  "%s ends contract sandbox with 0",
  async (signal) => {
    const { child, ended, seen } = startContract(["sandbox", "--port", "0"]);
    await seen(/^http:/m);
    child.kill(signal);
    expect(await ended).toMatchObject({ status: 0 });
  },
);

/** In a process of their own: what stays open keeps one from ending. */
test.each([
  ["a strength that there is not", ["run", "--strength", "4"], 2],
  ["the same on the observed endpoint", ["run", "--target", "observed", "--strength", "4"], 2],
  ["an age of what is no recording", ["run", "--max-age", "1d"], 2],
  ["an unknown operation", ["run", "--operation", "nonsense"], 2],
  ["an unknown kind", ["run", "--only", "nonsense"], 2],
  ["an unknown kind to plan", ["run", "--only", "nonsense", "--dry-run"], 2],
  ["an unknown kind to record", ["record", "--target", "sandbox", "--only", "nonsense"], 2],
  ["an unknown operation to record", ["record", "--target", "observed", "--operation", "nonsense"], 2],
  ["a sweep where nothing is kept", ["sweep", "--target", "sandbox"], 2],
  ["a sweep of recordings", ["sweep", "--target", "recorded"], 2],
  ["a finding that no report has", ["replay", "a/b/c"], 2],
])("a command that refuses ends by itself: %s", async (_, args, status) => {
  expect((await startContract(args).ended).status).toBe(status);
});

test("a run on a URL that refuses ends by itself, too", async () => {
  const url = `http://127.0.0.1:${await closedPort()}`;
  for (const wrong of [
    ["--strength", "4"],
    ["--max-age", "1d"],
    ["--only", "nonsense"],
  ]) {
    const { status, stdout } = await startContract(["run", "--target", url, ...wrong]).ended;
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  }
});

test("Ctrl-C ends a plan that is printed, though nothing of it waits for anything", async () => {
  const { child, ended, seen } = startContract([
    "run",
    "--dry-run",
    "--only",
    "fuzz",
    "--requests",
    "100000000",
  ]);
  await seen(/fuzz\/9/);
  child.kill("SIGINT");
  expect((await ended).status).toBe(3);
});
