import { once } from "node:events";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PROJECT } from "../fixtures/project.ts";
import { sampled, THOROUGH } from "../fixtures/sampled.ts";
import { start, startContract } from "./command.ts";
import { closedPort, endpoint } from "./servers.ts";

for (const { options, rows } of sampled<NodeJS.Signals[]>([["SIGINT"], ["SIGHUP", "SIGHUP"]], 2))
  test.each(rows)(
    "%s ends a run early, which says so, and what it made is still deleted and reported",
    options,
    async (...signals) => {
      let isUnderWay: () => void = () => {};
      const underWay = new Promise<void>((resolve) => {
        isUnderWay = resolve;
      });
      let stopped: Promise<unknown> = Promise.resolve();
      const server = await endpoint(async ({ answer }) => {
        if (server.requests.length > 20) {
          isUnderWay();
          await stopped;
        }
        return answer;
      });
      const { child, ended } = startContract(["run", "--target", server.url, "--json", "--only", "fuzz"]);
      stopped = once(child.stderr ?? expect.unreachable(), "data");
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

test("SIGTERM ends contract sandbox with 0", async () => {
  const { child, ended, seen } = startContract(["sandbox", "--port", "0"]);
  await seen(/^http:/m);
  child.kill("SIGTERM");
  expect(await ended).toMatchObject({ status: 0 });
});

test("commands that refuse leave nothing open that keeps a process from ending", THOROUGH, async () => {
  const url = `http://127.0.0.1:${await closedPort()}`;
  const refused = [
    // A strength that there is not, on each target that is opened before it is refused.
    ["run", "--strength", "4"],
    ["run", "--target", "observed", "--strength", "4"],
    ["run", "--target", url, "--strength", "4"],
    // An age of what is no recording.
    ["run", "--max-age", "1d"],
    ["run", "--target", url, "--max-age", "1d"],
    // A kind or an operation that there is not.
    ["run", "--only", "nonsense"],
    ["run", "--only", "nonsense", "--dry-run"],
    ["run", "--target", url, "--only", "nonsense"],
    ["run", "--operation", "nonsense"],
    ["record", "--target", "sandbox", "--only", "nonsense"],
    ["record", "--target", "observed", "--operation", "nonsense"],
    // A sweep where nothing is kept, and a finding that no report has.
    ["sweep", "--target", "sandbox"],
    ["sweep", "--target", "recorded"],
    ["replay", "a/b/c"],
  ];
  const program = join(import.meta.dirname, "ends-by-itself.js");
  const ended = start(process.execPath, [
    program,
    PROJECT,
    ...refused.map((args) => JSON.stringify(args)),
  ]).ended;
  expect(await ended).toMatchObject({ status: 0, stdout: "2\n".repeat(refused.length) });
});

test("Ctrl-C ends a plan that is printed, though nothing of it waits for anything", THOROUGH, async () => {
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
