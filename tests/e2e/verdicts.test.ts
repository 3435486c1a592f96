import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { sampled, THOROUGH } from "../fixtures/sampled.ts";
import { byNumber } from "../stand-in/faults.ts";
import { startStandIn } from "../stand-in/stand-in.ts";
import { contract, folder } from "./command.ts";
import { changing, closedPort, endpoint, type Transform } from "./servers.ts";

describe("the exit status tells the verdict", () => {
  test("0: what was recorded keeps the contract", async () => {
    const { status, stdout } = await contract(["run", "--target", "recorded"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ {2}target +recorded,/m);
    expect(stdout).toMatch(/^ {2}verdict +pass$/m);
  });

  test("1: a field comes back as another type", async () => {
    const { url } = await endpoint(
      changing((calendar) => {
        calendar.slotDuration = String(calendar.slotDuration);
      }),
    );
    const { status, stdout } = await contract(["run", "--target", url, "--only", "example"]);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^ {2}verdict +fail: \d+ findings?$/m);
  });

  test("3: nothing listens there, and one line says so", THOROUGH, async () => {
    const port = await closedPort();
    const { status, stdout } = await contract(["run", "--target", `http://127.0.0.1:${port}`]);
    expect(status).toBe(3);
    expect(stdout).toMatch(/^ {2}verdict +inconclusive$/m);
    expect(stdout).toMatch(new RegExp(`^  reason .*127\\.0\\.0\\.1:${port}.*ECONNREFUSED`, "m"));
  });

  const everyAnswer = (status: number): Transform => {
    const text = JSON.stringify({ statusCode: status, message: "no" });
    return () => ({ status, headers: { "content-type": "application/json" }, text });
  };

  test.each([
    ["a gateway answers for the endpoint", 503, 3],
    ["the token is refused every time", 401, 3],
    ["there are too many requests, whatever is sent", 429, 3],
    ["the endpoint crashes on every body", 500, 1],
  ])("%s (%i) ends with %i", async (_, answered, expected) => {
    const server = await endpoint(everyAnswer(answered));
    const { status } = await contract([
      "run",
      "--target",
      server.url,
      "--only",
      "example,fuzz",
      "--requests",
      "12",
    ]);
    expect(status).toBe(expected);
    const made = server.requests.filter(({ method }) => method === "POST");
    expect(made.length).toBeLessThanOrEqual(12);
    // What lost answers may have made is looked for in a few lists, whose number does not grow with the plan.
    expect(server.requests.length - made.length).toBeLessThanOrEqual(9);
  });
});

const deep = `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`;
const deepAnswers: [string, number, (text: string) => string][] = [
  ["is", 1, () => deep],
  ["holds a field that", 1, (text: string) => text.replace(/"name":"[^"]*"/, `"name":${deep}`)],
  ["holds an undocumented field that", 0, (text: string) => text.replace(/}}$/, `,"deep":${deep}}}`)],
];
for (const { options, rows } of sampled(deepAnswers, 3))
  test.each(rows)(
    "an answer that %s nested deeper than a stack holds ends with %i",
    options,
    async (_, expected, change) => {
      const { url } = await endpoint(({ request, answer }) =>
        request.method === "POST" ? { ...answer, text: change(answer.text) } : answer,
      );
      const cwd = await folder();
      const few = ["--only", "example", "--requests", "6"];
      const args = ["run", "--target", url, ...few, "--report", "out", "--json"];
      const { status, stdout, stderr } = await contract(args, { cwd });
      expect(stderr).not.toContain("internal error");
      expect(status).toBe(expected);
      expect(JSON.parse(stdout)).toMatchObject({ leftBehind: [] });
    },
  );

test("3: the account's day is spent, and the report says what there is", THOROUGH, async () => {
  const server = await startStandIn({ rate: { requests: 1000, intervalMs: 1000, dailyLeft: 40 } });
  onTestFinished(() => server.close());
  const cwd = await folder();
  const { status, stdout } = await contract(["run", "--target", server.url, "--report", "out"], { cwd });
  expect(status).toBe(3);
  expect(stdout).toMatch(/^ {2}reason .*requests of the day/m);
  const report = JSON.parse(await readFile(join(cwd, "out", "report.json"), "utf8")) as {
    verdict: string;
    checks: object;
    leftBehind: string[];
  };
  expect(report).toMatchObject({ verdict: "inconclusive", leftBehind: [] });
  expect(Object.keys(report.checks).length).toBeGreaterThan(5);
  expect(server.stored()).toBe(0);
  expect(server.arrivals.length).toBeLessThanOrEqual(40);
});

test(
  "a pass of a run in which answers were lost says how many cases it speaks of, and why not of all",
  THOROUGH,
  async () => {
    const faults = byNumber({ 12: "reset before the answer", 14: "silence", 16: "a redirect" });
    const server = await startStandIn({ faults });
    onTestFinished(() => server.close());
    const args = ["run", "--target", server.url, "--requests", "20", "--timeout", "0.55"];
    const { status, stdout } = await contract(args);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ {2}unjudged +without an answer: reset 1, timeout 1, redirect 1$/m);
    expect(stdout).toMatch(/^ {2}verdict +pass, 17 of 20 cases judged$/m);
  },
);

test(
  "a run says the verdict first and last, and in between what it did, in 20 lines at most",
  THOROUGH,
  async () => {
    const { status, stdout } = await contract(["run", "--requests", "60", "--seed", "5"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ {2}verdict +pass$/m);
    const labels = stdout.match(/^ {2}[a-z]+(?= )/gm)?.map((label) => label.trim());
    const always = ["target", "seed", "requests", "cases", "checks", "coverage", "open", "next", "verdict"];
    expect(labels).toEqual(always);
    expect(stdout).toMatch(/seed +5, tag ct0x5[0-9a-z]{4}$/m);
    expect(stdout).toMatch(/^pass: /);
    expect(stdout.split("\n").length).toBeLessThanOrEqual(20);
  },
);

test("colour is for terminals only", async () => {
  const { stdout } = await contract(["run", "--only", "example", "--requests", "3"]);
  expect(stdout).not.toContain("\u001b");
});
