import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { startContract } from "./command.ts";
import { endpoint } from "./servers.ts";

test("Ctrl-C ends a run early, and what it made is still deleted and reported", async () => {
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
  child.kill("SIGINT");
  const { stdout } = await ended;
  const { requests } = JSON.parse(stdout) as { requests: { sent: number; cleanup: number } };
  expect(requests.sent).toBeGreaterThan(0);
  expect(requests.sent).toBeLessThan(200);
  expect(server.stored()).toBe(0);
  expect(server.requests.length).toBe(requests.sent + requests.cleanup);
});
