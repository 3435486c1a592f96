import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { DEVIATIONS_FILE, parseDeviations } from "../../src/findings/deviations-file.ts";
import type { Report } from "../../src/report/report.ts";
import { THOROUGH } from "../fixtures/sampled.ts";
import { contract, folder } from "./command.ts";
import { projectCopy } from "./project-copy.ts";
import { changing, endpoint } from "./servers.ts";

const FINGERPRINT = "create-calendar/response-schema/calendar.slotDuration";

/** An endpoint that answers a number as text. */
const faulty = () =>
  endpoint(
    changing((calendar) => {
      calendar.slotDuration = String(calendar.slotDuration);
    }),
  );

async function listed(...entries: object[]): Promise<string> {
  const file = join(await folder(), "known.yaml");
  await writeFile(file, JSON.stringify(entries));
  return file;
}

const entry = (changes: object = {}): object => ({
  covers: FINGERPRINT,
  reason: "because",
  evidence: "seen",
  expires: "2999-12-31",
  ...changes,
});

async function run(...args: string[]): Promise<{ status: number | null; report: Report }> {
  const { status, stdout } = await contract(["run", "--only", "example", "--json", ...args]);
  return { status, report: JSON.parse(stdout) as Report };
}

describe("known differences on a URL", () => {
  test.each([
    ["new", "none", 1],
    ["known", "2999-12-31", 0],
    ["expired", "2020-01-01", 1],
  ])("%s (%s) ends with %i", async (status, expires, exit) => {
    const { url } = await faulty();
    const file = expires === "none" ? "none" : await listed(entry({ expires }));
    const done = await run("--target", url, "--deviations", file);
    expect(done.status).toBe(exit);
    expect(done.report.findings.find(({ fingerprint }) => fingerprint === FINGERPRINT)?.status).toBe(status);
    expect(done.report.deviations).toMatchObject({
      known: status === "known" ? 1 : 0,
      expired: status === "expired" ? 1 : 0,
    });
  });

  test("a new one beside a known one fails", async () => {
    const { url } = await endpoint(
      changing((calendar) => {
        calendar.slotDuration = String(calendar.slotDuration);
        calendar.isActive = "yes";
      }),
    );
    const { status, report } = await run("--target", url, "--deviations", await listed(entry()));
    expect(status).toBe(1);
    const failing = report.findings.filter((one) => one.severity === "violation" && one.status === "new");
    expect(failing.map(({ fingerprint }) => fingerprint)).toEqual([
      "create-calendar/response-schema/calendar.isActive",
    ]);
  });

  test("what is not seen any more is fixed, and does not fail", THOROUGH, async () => {
    const { url } = await endpoint();
    const file = await listed(entry());
    const { status, report } = await run("--target", url, "--deviations", file);
    expect(status).toBe(0);
    expect(report.deviations).toEqual({ known: 0, expired: 0, fixed: [FINGERPRINT] });
    const doors = await run("--target", url, "--deviations", file, "--only", "door");
    expect(doors.status).toBe(0);
  });

  test("do not count on the sandbox, which keeps the docs", async () => {
    const { report } = await run("--deviations", await listed(entry()));
    expect(report).toMatchObject({
      verdict: "pass",
      deviations: { known: 0, expired: 0, fixed: [] },
    });
  });

  test.each([
    ["nowhere.yaml", /--deviations nowhere\.yaml: cannot be read \(ENOENT\)/],
    ["bad.yaml", /bad\.yaml:2: an entry without reason/],
  ])("a bad file ends with 2: %s", async (name, message) => {
    const cwd = await folder();
    await writeFile(join(cwd, "bad.yaml"), "# head\n- covers: op/echo/a\n");
    const { status, stdout, stderr } = await contract(["run", "--deviations", name], { cwd });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(message);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });
});

describe("known differences on live recordings", () => {
  test("count there, and not on those of the docs", async () => {
    const root = await projectCopy();
    await rm(join(root, "tests/recordings/sandbox"), { recursive: true });
    const source = join(root, "tests/recordings/docs/example.json");
    const recording = await readFile(source, "utf8");
    const wrong = recording.replace(
      /("slotDuration": )(\d+)(,?[\s\S]*?)("slotDuration": )(\d+)/,
      '$1$2$3$4"$5"',
    );
    expect(wrong).not.toBe(recording);
    const file = await listed(entry());
    const replay = (): Promise<{ status: number | null }> =>
      contract(["run", "--target", "recorded", "--deviations", file], { root, cwd: root });
    await writeFile(source, wrong);
    expect((await replay()).status).toBe(1);
    await writeFile(source, recording);
    await mkdir(join(root, "tests/recordings/live"));
    const live = JSON.parse(wrong) as { provenance: object };
    live.provenance = { ...live.provenance, source: "live", host: "api.example.com" };
    await writeFile(join(root, "tests/recordings/live/example.json"), JSON.stringify(live));
    expect((await replay()).status).toBe(0);
  });
});

describe("contract accept", () => {
  test("adds what the last run found, and the next run knows it", THOROUGH, async () => {
    const root = await projectCopy();
    const { url } = await faulty();
    const inCopy = { root, cwd: root };
    const again = ["run", "--target", url, "--requests", "40"];
    expect((await contract(again, inCopy)).status).toBe(1);
    const before = await readFile(join(root, DEVIATIONS_FILE), "utf8");
    const args = ["accept", FINGERPRINT, "--reason", "Text is  fine\nfor us."];
    const accepted = await contract(args, inCopy);
    expect(accepted).toMatchObject({ status: 0, stderr: "" });
    expect(accepted.stdout).toContain(`- covers: ${FINGERPRINT}\n  seen:\n    type: string\n`);
    const after = await readFile(join(root, DEVIATIONS_FILE), "utf8");
    const all = parseDeviations(after, DEVIATIONS_FILE);
    expect(all.find((one) => one.covers === FINGERPRINT)).toMatchObject({
      seen: { type: "string" },
      reason: "Text is fine for us.",
      evidence: expect.stringContaining(url),
    });
    expect(all.map((one) => one.covers)).toEqual(all.map((one) => one.covers).sort());
    for (const line of before.split("\n")) expect(after.split("\n")).toContain(line);
    expect(await contract(again, inCopy)).toMatchObject({ status: 0 });
    const { status, stderr } = await contract(args, inCopy);
    expect(status).toBe(2);
    expect(stderr).toMatch(/is known already, by create-calendar/);
    expect(await readFile(join(root, DEVIATIONS_FILE), "utf8")).toBe(after);
  });

  test("refuses what cannot be a difference, and leaves the file alone", async () => {
    const root = await projectCopy();
    const before = await readFile(join(root, DEVIATIONS_FILE), "utf8");
    const refused: [string[], RegExp][] = [
      [[FINGERPRINT], /--reason/],
      [[FINGERPRINT, "--reason", " \n"], /--reason: say why/],
      [[FINGERPRINT, "--reason", "x", "--expires", "2027-02-30"], /--expires 2027-02-30: expected a day/],
      [[FINGERPRINT, "--reason", "x", "--expires", "2020-01-01"], /has passed/],
      [["nonsense", "--reason", "x"], /nonsense: expected a finding's fingerprint/],
      [["nothing/echo/a", "--reason", "x"], /operation "nothing" is not in/],
      [["create-calendar/nothing/a", "--reason", "x"], /there is no check nothing; there are .*echo/],
      [["create-calendar/status/201", "--reason", "x"], /is known already/],
    ];
    for (const [args, message] of refused) {
      const { status, stdout, stderr } = await contract(["accept", ...args], { root, cwd: root });
      expect({ status, stdout }, stderr).toEqual({ status: 2, stdout: "" });
      expect(stderr).toMatch(message);
    }
    expect(await readFile(join(root, DEVIATIONS_FILE), "utf8")).toBe(before);
    const pattern = ["accept", "*/echo/calendar.not*", "--reason", "x", "--expires", "2999-01-01"];
    expect((await contract(pattern, { root, cwd: root })).status).toBe(0);
    expect(await readFile(join(root, DEVIATIONS_FILE), "utf8")).toContain("by hand");
  });
});
