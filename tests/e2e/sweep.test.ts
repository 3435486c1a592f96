import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { caseTag, newTag } from "../../src/account/tag.ts";
import { JOURNAL_DIR } from "../../src/journal/journal.ts";
import { PROJECT } from "../fixtures/project.ts";
import { THOROUGH } from "../fixtures/sampled.ts";
import { contract, startContract } from "./command.ts";
import { closedPort, endpoint, type Watched } from "./servers.ts";

const LOCATION = "ocQHyuzHvysMo5N5VsXc";
const env = { HIGHLEVEL_LOCATION_ID: LOCATION };
const JOURNALS = join(PROJECT, JOURNAL_DIR);
const HOUR = 60 * 60 * 1000;

async function make(server: Watched, name: string): Promise<void> {
  const headers = { authorization: "Bearer x", version: "2021-04-15", "content-type": "application/json" };
  const body = JSON.stringify({ locationId: LOCATION, name });
  await fetch(`${server.url}/calendars`, { method: "POST", headers, body });
}

const tagged = (age: number): string => `${caseTag(newTag(Date.now() - age), 1)} a`;

/** An endpoint, and a run on it that is killed with -9 after some requests. */
async function killedRun(): Promise<Watched> {
  let kill = (): void => {};
  const server = await endpoint(({ answer }) => {
    if (server.requests.length === 20) kill();
    return answer;
  });
  const { child } = startContract(["run", "--target", server.url, "--only", "fuzz"], { env });
  kill = () => void child.kill("SIGKILL");
  await once(child, "exit");
  expect(server.stored()).toBeGreaterThan(5);
  return server;
}

describe("contract sweep", () => {
  test("deletes what a killed run left, says so, and finds nothing the next time", THOROUGH, async () => {
    const server = await killedRun();
    await make(server, "Team calendar");
    const stored = server.stored();
    const { status, stdout } = await contract(["sweep", "--target", server.url], { env });
    expect(server.stored()).toBe(1);
    expect(stdout.match(/^deleted \w+ of run ct\w+$/gm)?.length).toBeGreaterThanOrEqual(stored - 1);
    expect(stdout).toMatch(/^\d+ deleted, 0 left; 1 run had not cleaned up$/m);
    // The request that was under way may still arrive, as far as the client knows, if it did not.
    expect([0, 3]).toContain(status);
    const again = await contract(["sweep", "--target", server.url], { env });
    expect(again.stdout).toMatch(/^0 deleted, 0 left/m);
    expect(server.stored()).toBe(1);
  });

  test("deletes by tag alone what is older than it is told", async () => {
    const server = await endpoint();
    for (const age of [0.5, 2, 30, 24 * 8]) await make(server, tagged(age * HOUR));
    await make(server, "Team calendar");
    const left = async (...args: string[]) => {
      const { status } = await contract(["sweep", "--target", server.url, ...args], { env });
      expect(status).toBe(0);
      return server.stored();
    };
    expect(await left("--older-than", "7d")).toBe(4);
    expect(await left()).toBe(3);
    expect(await left("--older-than", "90m")).toBe(2);
    expect(await left("--older-than", "0s")).toBe(1);
  });

  test("says that it can only use journals where the account is not set", async () => {
    const server = await endpoint();
    const { status, stdout } = await contract(["sweep", "--target", server.url]);
    expect(status).toBe(0);
    expect(stdout).toContain("only what stands in journals");
  });

  test("ends with 3 where the target cannot be reached", async () => {
    const port = await closedPort();
    const { status, stdout } = await contract(["sweep", "--target", `http://127.0.0.1:${port}`], { env });
    expect(status).toBe(3);
    expect(stdout).toMatch(/^could not ask what is left: .*ECONNREFUSED/m);
  });

  test("ends with 3 and names what it could not delete", async () => {
    const server = await endpoint(({ request, answer }) =>
      request.method === "DELETE" ? { ...answer, status: 500 } : answer,
    );
    await make(server, tagged(48 * HOUR));
    const { status, stdout } = await contract(["sweep", "--target", server.url], { env });
    expect(status).toBe(3);
    expect(stdout).toMatch(/^left \w+: it could not be deleted$/m);
  });

  test.each([
    [[], "--target"],
    [["--target", "sandbox"], "keeps nothing"],
    [["--target", "recorded"], "keeps nothing"],
    [["--target", "nonsense"], "nonsense"],
    [["--target", "https://api.example.com"], "HIGHLEVEL_TOKEN and HIGHLEVEL_LOCATION_ID"],
    [["--target", "http://127.0.0.1:9", "--older-than", "tomorrow"], "--older-than tomorrow"],
    [["--target", "http://127.0.0.1:9", "--older-than", "-1h"], "--older-than"],
    [["--target", "http://127.0.0.1:9", "--older"], "--older"],
  ])("refuses %j with 2, and says why", async (args, says) => {
    const { status, stdout, stderr } = await contract(["sweep", ...args]);
    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain(says);
  });
});

test("the next run deletes first what a killed one left", async () => {
  const server = await killedRun();
  const { stderr } = await contract(["run", "--target", server.url, "--only", "example"], { env });
  expect(stderr).toMatch(/^1 earlier run did not clean up: \d+ deleted, 0 left$/m);
  expect(server.stored()).toBe(0);
});

test(
  "a second Ctrl-C gives up the clean-up and says what is left, which a sweep deletes",
  THOROUGH,
  async () => {
    let isUnderWay = (): void => {};
    let isCleaningUp = (): void => {};
    let end = (): void => {};
    const [underWay, cleaningUp, hasEnded] = [
    new Promise<void>((resolve) => { isUnderWay = resolve; }),
    new Promise<void>((resolve) => { isCleaningUp = resolve; }),
    new Promise<void>((resolve) => { end = resolve; }),
  ]; // biome-ignore format: three of a kind
    let hasMade = false;
    const server = await endpoint(async ({ request, answer }) => {
      hasMade ||= server.stored() >= 5;
      if (hasMade) isUnderWay();
      // Before that, a run deletes the first that it makes, to see that it can.
      if (!hasMade || request.method !== "DELETE") return answer;
      isCleaningUp();
      await hasEnded;
      return answer;
    });
    const { child, ended } = startContract(["run", "--target", server.url, "--only", "fuzz"], { env });
    await underWay;
    child.kill("SIGTERM");
    await cleaningUp;
    child.kill("SIGINT");
    const { status, stderr } = await ended;
    end();
    expect(status).toBe(3);
    expect(stderr).toMatch(/^stopping; deleting \d+; again to give up$/m);
    expect(stderr).toMatch(/^given up; contract sweep deletes what is left: \w+/m);
    await contract(["sweep", "--target", server.url], { env });
    expect(server.stored()).toBe(0);
  },
);

/** The journals of runs against a URL; other tests' runs begin and end theirs meanwhile. */
function journalsOf(url: string): string[] {
  const names = existsSync(JOURNALS) ? readdirSync(JOURNALS) : [];
  return names.filter((name) => {
    try {
      return readFileSync(join(JOURNALS, name), "utf8").includes(url);
    } catch {
      return false;
    }
  });
}

test("a run that has cleaned up leaves no journal, and the plan alone begins none", THOROUGH, async () => {
  let during: string[] = [];
  const server = await endpoint(({ answer }) => {
    during = journalsOf(server.url);
    return answer;
  });
  await contract(["run", "--target", server.url, "--only", "example"]);
  expect(during).toHaveLength(1);
  expect(journalsOf(server.url)).toEqual([]);
  await contract(["run", "--target", server.url, "--dry-run", "--requests", "5"]);
  expect(journalsOf(server.url)).toEqual([]);
});
