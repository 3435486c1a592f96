import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Report } from "../../src/report/report.ts";
import { THOROUGH } from "../fixtures/sampled.ts";
import { contract, type Ended, folder } from "./command.ts";
import { changing, closedPort, endpoint, type Transform } from "./servers.ts";

/** Swaps two fields, as a mapping written by hand does. */
const swap = changing((calendar) => {
  const { preBuffer, slotBuffer } = calendar;
  delete calendar.preBuffer;
  delete calendar.slotBuffer;
  if (slotBuffer !== undefined) calendar.preBuffer = slotBuffer;
  if (preBuffer !== undefined) calendar.slotBuffer = preBuffer;
});

const MOST_REQUESTS = 120;
/** A run that shows what is in every answer, and shrinks nothing. */
const SHORT = ["--only", "covering", "--requests", "12"];

async function runAgainst(
  url: string,
  more = ["--requests", String(MOST_REQUESTS)],
): Promise<{ directory: string; report: Report }> {
  const directory = await folder();
  await contract(["run", "--target", url, ...more, "--report", directory]);
  return { directory, report: JSON.parse(await readFile(join(directory, "report.json"), "utf8")) as Report };
}

/** Refuses intervals above an hour, and cuts long notes off. */
const refusingAndCutting: Transform = (exchange) => {
  const { slotInterval } = JSON.parse(exchange.request.body ?? "{}") as { slotInterval?: number };
  const message = ["slotInterval must not be greater than 60"];
  if (Number(slotInterval) > 60)
    return { ...exchange.answer, status: 422, text: JSON.stringify({ statusCode: 422, message }) };
  return changing((calendar) => {
    if (typeof calendar.notes === "string") calendar.notes = calendar.notes.slice(0, 255);
  })(exchange);
};

describe("a finding", () => {
  test("of a body that was adapted to a refusal says so, and replays", THOROUGH, async () => {
    const { url, requests } = await endpoint(refusingAndCutting);
    const directory = await folder();
    const args = ["--only", "boundary", "--requests", "60", "--report", directory];
    await contract(["run", "--target", url, ...args]);
    const report = JSON.parse(await readFile(join(directory, "report.json"), "utf8")) as Report;
    const finding = report.findings.find(({ title }) => title === "notes is cut at character 255");
    expect(finding?.case).toMatch(/^boundary\/very-long\S*\/adapted/);
    expect(finding?.adapted).toEqual({
      nth: 1,
      changes: [{ at: "/slotInterval", value: expect.any(Number) }],
      refusals: ['422 "slotInterval must not be greater than 60"'],
    });
    expect(report.refused).toMatch(
      /^\d+ of \d\d valid bodies refused: 422 .*; \d+ accepted without what is refused$/,
    );

    const before = requests.length;
    const again = await contract(["replay", finding?.fingerprint ?? "", "--report", directory]);
    expect([again.status, again.stdout]).toEqual([1, "reproduced: notes is cut at character 255\n"]);
    const sent = requests.slice(before).find(({ method }) => method === "POST");
    expect(Object.keys(JSON.parse(sent?.body ?? "{}"))).toEqual(Object.keys(finding?.request.body as object));
  });

  test(
    "is shrunk to what is required and the fields at fault, within the budget, and replays from seed and path",
    THOROUGH,
    async () => {
      const { url, requests } = await endpoint(swap);
      const { directory, report } = await runAgainst(url);
      const [finding, ...others] = report.findings.filter(({ severity }) => severity === "violation");
      expect(others).toEqual([]);
      expect(finding?.shrunk).toBe(true);
      expect(Object.keys(finding?.request.body as object).sort()).toEqual([
        "locationId",
        "name",
        "preBuffer",
        "slotBuffer",
      ]);
      expect(report.requests.sent).toBeLessThanOrEqual(MOST_REQUESTS);

      const before = requests.length;
      const again = await contract(["replay", finding?.fingerprint ?? "", "--report", directory]);
      expect(again.stdout).toMatch(/^reproduced: preBuffer is swapped with slotBuffer$/m);
      expect(again.status).toBe(1);
      const sent = requests.slice(before).find(({ method }) => method === "POST");
      expect(Object.keys(JSON.parse(sent?.body ?? "{}")).sort()).toEqual([
        "locationId",
        "name",
        "preBuffer",
        "slotBuffer",
      ]);
    },
  );

  test(
    "is gone where the endpoint keeps the docs, and not judged where nothing can be said",
    THOROUGH,
    async () => {
      const { directory, report } = await runAgainst((await endpoint(swap)).url, SHORT);
      const fingerprint = report.findings.find(({ severity }) => severity === "violation")?.fingerprint ?? "";
      const replay = (target: string) =>
        contract(["replay", fingerprint, "--report", directory, "--target", target]);

      const mended = await replay((await endpoint()).url);
      expect([mended.status, mended.stdout]).toEqual([0, expect.stringMatching(/^gone: /)]);

      const closed = await replay(`http://127.0.0.1:${await closedPort()}`);
      expect([closed.status, closed.stdout]).toEqual([
        3,
        expect.stringMatching(/^not judged: .*ECONNREFUSED/),
      ]);

      const noToken = await replay("https://endpoint.example");
      expect([noToken.status, noToken.stdout]).toEqual([
        3,
        expect.stringMatching(/^not judged: .*HIGHLEVEL_TOKEN/),
      ]);

      const refused = await endpoint(() => ({
        status: 401,
        headers: { "content-type": "application/json" },
        text: "{}",
      }));
      const unauthorised = await replay(refused.url);
      expect([unauthorised.status, unauthorised.stdout]).toEqual([
        3,
        expect.stringMatching(/^not judged: .*token/),
      ]);
    },
  );

  describe("that a report of somebody else tells of", () => {
    const FINDING = "create-calendar/echo/calendar.name";
    const TOKEN = { HIGHLEVEL_TOKEN: "pit-1f2e3d4c-aaaa-4bbb-8ccc-1234567890ab" };
    const ACCOUNT = {
      ...TOKEN,
      HIGHLEVEL_LOCATION_ID: "loc",
      HIGHLEVEL_USER_IDS: "a,b,c",
      HIGHLEVEL_GROUP_ID: "g",
    };

    async function replayOf(target: unknown, args: readonly string[] = [], env = {}): Promise<Ended> {
      const directory = await folder();
      const report = {
        format: "contract-report/1",
        target,
        operation: "create-calendar",
        seed: 42,
        findings: [{ fingerprint: FINDING, case: "example/docs", title: "t" }],
      };
      await writeFile(join(directory, "report.json"), JSON.stringify(report));
      return contract(["replay", FINDING, "--report", directory, ...args], { env: { ...ACCOUNT, ...env } });
    }

    test.each([
      ["on another machine", "https://evil.invalid"],
      ["at an address that looks like this machine", "https://127.0.0.1.evil.invalid"],
      ["at an address that means any machine", "https://0.0.0.0:1"],
      ["with a user before the address", "https://localhost@evil.invalid"],
      ["in plain text", "http://evil.invalid"],
      ["that is no address", "https://"],
      ["that clears the screen", "https://evil.invalid/\u001b[2J"],
    ])("is not sent to a target %s", async (_, target) => {
      const { status, stdout, stderr } = await replayOf(target);
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      expect(stderr).toMatch(/^contract: the report names the target https?:\/\/.* --target .+\n$/);
      expect(stderr).not.toContain("\u001b");
    });

    test("is sent where the user says, by option or by variable, whatever stands in the report", async () => {
      const mine = await endpoint();
      const option = await replayOf("https://evil.invalid", ["--target", mine.url]);
      const variable = await replayOf("https://evil.invalid", [], { CONTRACT_TARGET: mine.url });
      expect([option.status, variable.status]).toEqual([0, 0]);
      const posts = mine.requests.filter(({ method }) => method === "POST");
      expect(posts.map(({ headers }) => headers.authorization)).toEqual(
        Array(2).fill(`Bearer ${TOKEN.HIGHLEVEL_TOKEN}`),
      );
    });

    test("is sent to an endpoint on this machine", async () => {
      const { url, requests } = await endpoint();
      expect((await replayOf(url)).status).toBe(0);
      expect(requests.length).toBeGreaterThan(0);
      expect((await replayOf("sandbox")).status).toBe(0);
    });

    test.each([[undefined], [null], [7], [["https://evil.invalid"]], [{}]])(
      "is refused where the target is %j",
      async (target) => {
        const { status, stderr } = await replayOf(target);
        expect([status, stderr]).toEqual([2, expect.stringMatching(/^contract: .*contract-report\/1.*\n$/)]);
      },
    );
  });

  test("that no report knows, or a report that cannot be read, is said in one line", THOROUGH, async () => {
    const { directory } = await runAgainst((await endpoint()).url, SHORT);
    const unknown = await contract(["replay", "create-calendar/echo/nothing", "--report", directory]);
    expect([unknown.status, unknown.stderr]).toEqual([
      2,
      expect.stringMatching(/^contract: finding .* is not in the report.*\n$/),
    ]);
    const missing = await contract(["replay", "any", "--report", join(directory, "nowhere")]);
    expect([missing.status, missing.stderr]).toEqual([
      2,
      expect.stringMatching(/^contract: no report of .*ENOENT.*\n$/),
    ]);
  });
});
