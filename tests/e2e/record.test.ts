import { cp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Recording } from "../../src/recordings/recording.ts";
import type { Report } from "../../src/report/report.ts";
import { PROJECT } from "../fixtures/project.ts";
import { sampled, THOROUGH } from "../fixtures/sampled.ts";
import { contract, type Ended, startContract } from "./command.ts";
import { type Fault, liveLike, PEOPLE } from "./live-like.ts";
import { projectCopy } from "./project-copy.ts";
import { closedPort } from "./servers.ts";

const ENV = {
  HIGHLEVEL_TOKEN: "pit-4f9a-very.secret_token",
  HIGHLEVEL_LOCATION_ID: "Loc9vX2qLmT7kRw4ZbNd",
  HIGHLEVEL_USER_IDS: "Usr1aB3cD5eF7gH9iJ2k,Usr2mN4oP6qR8sT1uV3w,Usr3xY5zA7bC9dE2fG4h",
  HIGHLEVEL_GROUP_ID: "Grp5hJ7kL9mN2pQ4rS6t",
};
const REQUESTS = ["--requests", "110"];

const isRefused = (status: number): boolean => status === 400 || status === 422;

/** Faults of every kind that a run tells: of a field, an account, an id, a life, the door, a leak, a crash, a gateway. */
const FAULTS: readonly Fault[] = [
  { calendar: (calendar) => Object.assign(calendar, { preBuffer: calendar.slotBuffer ?? 7 }) },
  {
    calendar(calendar) {
      const { length } = String(calendar.name);
      if (length === 13) calendar.locationId = String(calendar.locationId).toLowerCase();
      else if (length > 20) calendar.locationId = "someoneElse12345678x";
    },
  },
  {
    calendar(calendar, { method }) {
      if (method === "POST" && Array.isArray(calendar.teamMembers) && calendar.teamMembers.length === 1)
        calendar.id = "SameIdForAllOfTheseXY";
    },
  },
  {
    answer: ({ status }, { method }) =>
      method === "GET" && status === 404 ? { status: 200, text: '{"calendar":{}}' } : undefined,
  },
  {
    answer: ({ status }, { headers }) =>
      status === 401 && headers.authorization?.startsWith("Basic ")
        ? { status: 200, text: '{"calendar":{"id":"x","name":"n","locationId":"l"}}' }
        : undefined,
  },
  {
    answer: ({ status, headers }, request) =>
      isRefused(status)
        ? {
            headers: {
              ...headers,
              "x-debug": "/srv/app/node/x.js",
              "x-token": `${request.headers.authorization}`,
            },
            text: '{"message":["no"]}',
          }
        : undefined,
  },
  {
    answer: ({ status }, { body }) =>
      isRefused(status) && (body?.length ?? 1) % 3 === 0 ? { status: 500, text: "oops" } : undefined,
  },
  {
    answer: ({ status }, { body }) =>
      isRefused(status) && (body?.length ?? 1) % 23 === 0 ? { status: 503, text: "<html>" } : undefined,
  },
];

const told = ({ findings }: Report): object =>
  Object.fromEntries(
    findings.map(({ fingerprint, severity, status, count }) => [
      fingerprint,
      `${severity} ${status} ${count}`,
    ]),
  );

async function reportOf(args: readonly string[], root: string): Promise<Report> {
  const { stdout, stderr } = await contract(["run", "--json", ...args], { root, env: ENV });
  expect(stderr).not.toContain("contract:");
  return JSON.parse(stdout) as Report;
}

const textsIn = async (directory: string): Promise<{ [file: string]: string }> => {
  const names = (await readdir(directory)).sort();
  const texts = names.map(
    async (name): Promise<[string, string]> => [
      name,
      (await readFile(join(directory, name), "utf8")).replace(/"date": "[^"]*"/, '"date": ""'),
    ],
  );
  return Object.fromEntries(await Promise.all(texts));
};

const record = (url: string, root: string, args: readonly string[] = []): Promise<Ended> =>
  contract(["record", "--target", url, ...REQUESTS, ...args], { root, env: ENV });

let root: string;
let giveBack = async (): Promise<void> => {};
let recordings: string;
let live: string;
beforeAll(async () => {
  root = await projectCopy((atEnd) => {
    giveBack = atEnd;
  });
  recordings = join(root, "tests", "recordings");
  live = join(recordings, "live");
  await rm(recordings, { recursive: true });
});
afterAll(() => giveBack());

test(
  "a recording gives the findings of its run, offline, and a second one differs in its date alone",
  THOROUGH,
  async () => {
    const run = await reportOf(["--target", (await liveLike("once", FAULTS)).url, ...REQUESTS], root);
    const checks = new Set(run.findings.map(({ check }) => check));
    for (const one of ["echo", "identity", "lifecycle", "door", "leak", "no-crash"])
      expect(checks).toContain(one);
    const first = await liveLike("once", FAULTS);
    expect(await record(first.url, root)).toMatchObject({ status: 0 });
    expect(
      Object.keys(run.cases)
        .map((kind) => `${kind}.json`)
        .sort(),
    ).toEqual(await readdir(live));
    const recorded = await reportOf(["--target", "recorded"], root);
    expect(told(recorded)).toEqual(told(run));
    // What the run sent and got no answer to is not recorded, and so not missed.
    const missing = run.coverage.missing.filter((one) => !one.startsWith("case "));
    const coverage = { ...run.coverage, missing };
    expect(recorded).toMatchObject({ verdict: run.verdict, orphans: [], coverage });

    const before = await textsIn(live);
    const second = await liveLike("twice", FAULTS);
    expect(await record(second.url, root)).toMatchObject({ status: 0 });
    expect(await textsIn(live)).toEqual(before);
    expect(await readdir(recordings)).toEqual(["live"]);

    const all = Object.values(before).join("");
    const lower = all.toLowerCase();
    const isPrivate = (text: string): boolean => lower.includes(text.toLowerCase());
    expect([...Object.values(ENV).flatMap((value) => value.split(",")), ...PEOPLE].filter(isPrivate)).toEqual(
      [],
    );
    expect([...first.ids, ...second.ids].filter(isPrivate)).toEqual([]);
    expect(first.ids.size).toBeGreaterThan(100);
    expect(all).toMatch(/person-1@example\.com/);
    expect(all).toMatch(/"\+1 \d{3}-555-01\d\d"/);
    expect(all).not.toMatch(/session=1|x-ratelimit-remaining/);
  },
);

/** Every file of the recordings, byte for byte. */
const everything = async (): Promise<object> => ({
  top: await readdir(recordings),
  ...(await textsIn(live)),
});

describe("a record that fails changes nothing", () => {
  const silent: Fault = {
    answer: () => ({ status: 503, headers: { "content-type": "text/html" }, text: "<html>" }),
  };

  // Something to keep, where nothing was recorded before.
  beforeAll(() => cp(join(PROJECT, "tests/recordings/sandbox"), live, { recursive: true, force: false }));

  for (const { options, rows } of sampled<[string, () => Promise<string>, RegExp]>(
    [
      ["nothing listens", async () => `http://127.0.0.1:${await closedPort()}`, /nothing listens/],
      [
        "only a gateway answers",
        async () => (await liveLike("x", [silent])).url,
        /a gateway answered 503 in place of the endpoint/,
      ],
      [
        "the token is refused",
        async () => (await liveLike("x", [], "another-token")).url,
        /refuses the token with 401/,
      ],
    ],
    3,
  ))
    test.each(rows)("where %s", options, async (_, url, why) => {
      const before = await everything();
      const { status, stderr, stdout } = await contract(
        ["record", "--target", await url(), "--requests", "20"],
        { root, env: ENV },
      );
      expect({ status, stdout }).toEqual({ status: 3, stdout: "" });
      expect(stderr).toMatch(/^nothing recorded, and what was there stays: /m);
      expect(stderr).toMatch(why);
      expect(await everything()).toEqual(before);
    });

  test("where it is stopped", THOROUGH, async () => {
    const before = await everything();
    let isUnderWay: () => void = () => {};
    const underWay = new Promise<void>((resolve) => {
      isUnderWay = resolve;
    });
    let count = 0;
    const counting: Fault = {
      answer: () => {
        if (++count > 20) isUnderWay();
        return undefined;
      },
    };
    const { url } = await liveLike("x", [counting]);
    const { child, ended } = startContract(
      ["record", "--target", url, "--only", "fuzz", "--requests", "5000"],
      {
        root,
        env: ENV,
      },
    );
    await underWay;
    child.kill("SIGINT");
    expect(await ended).toMatchObject({
      status: 3,
      stderr: expect.stringContaining("stopped before the plan was through"),
    });
    expect(await everything()).toEqual(before);
  });

  test("where what was recorded cannot be written", async () => {
    const before = await everything();
    const blocked = join(recordings, "sandbox");
    await writeFile(blocked, "a file, where a folder should be");
    const { status, stderr } = await contract(
      ["record", "--target", "sandbox", "--only", "example", "--requests", "5"],
      { root },
    );
    expect(status).toBe(2);
    expect(stderr).toMatch(/sandbox\/\w+\.json: cannot be written \(\w+\); no file was changed/);
    await rm(blocked);
    expect(await everything()).toEqual(before);
  });
});

describe("recordings that are old, or no requests of today's contract", () => {
  const edit = async (kind: string, change: (recording: Recording) => void): Promise<void> => {
    const file = join(live, `${kind}.json`);
    const recording = JSON.parse(await readFile(file, "utf8")) as Recording;
    change(recording);
    await writeFile(file, JSON.stringify(recording));
  };

  test("are told, with file, case and reason, and are not judged", THOROUGH, async () => {
    const whole = await reportOf(["--target", "recorded"], root);
    await edit("covering", ({ exchanges }) => {
      const body = exchanges[0]?.request.body;
      if (body && "json" in body) Object.assign(body.json as object, { name: 7 });
    });
    const report = await reportOf(["--target", "recorded"], root);
    const file = "tests/recordings/live/covering.json";
    expect(report.orphans).toEqual([
      { file, case: "covering/0", reason: "its body was valid and is not any more: name must be string" },
    ]);
    expect(report.cases.covering?.sent).toBe((whole.cases.covering?.sent ?? 0) - 1);
    const { stdout } = await contract(["run", "--target", "recorded"], { root, env: ENV });
    expect(stdout).toMatch(
      /^orphan {4}covering\/0 \(tests\/recordings\/live\/covering\.json\)\n {10}its body was valid/m,
    );
  });

  test("older than --max-age are told, and where all are, there is no verdict", THOROUGH, async () => {
    const day = (ago: number): string => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
    const kinds = (await readdir(live)).map((name) => name.replace(".json", ""));
    await rm(join(live, "covering.json"));
    await edit("example", ({ provenance }) => Object.assign(provenance, { date: day(100) }));
    const { stale } = await reportOf(["--target", "recorded", "--max-age", "90d"], root);
    expect(stale).toEqual([
      { file: "tests/recordings/live/example.json", date: day(100), ageInDays: expect.toBeOneOf([99, 100]) },
    ]);
    for (const kind of kinds) if (kind !== "example") await rm(join(live, `${kind}.json`), { force: true });
    const args = ["run", "--target", "recorded", "--only", "example", "--max-age"];
    const old = await contract([...args, "90d"], { root, env: ENV });
    expect(old.stdout).toMatch(
      /^stale {5}tests\/recordings\/live\/example\.json: recorded \S+, (99|100) days ago$/m,
    );
    expect(await reportOf([...args.slice(1), "90d"], root)).not.toMatchObject({ verdict: "pass" });
    expect(await reportOf([...args.slice(1), "101d"], root)).toMatchObject({ stale: [] });
  });

  test.each([
    [["--target", "recorded", "--max-age", "soon"], /--max-age soon: expected a whole number with a unit/],
    [
      ["--target", "sandbox", "--max-age", "1d"],
      /--max-age is about recordings: use it with --target recorded/,
    ],
  ])("%j is refused", async (args, why) => {
    const { status, stderr } = await contract(["run", ...args], { root });
    expect(status).toBe(2);
    expect(stderr).toMatch(why);
  });
});
