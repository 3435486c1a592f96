import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Report } from "../../src/report/report.ts";
import { contract, type Ended } from "./command.ts";
import { type Fault, liveLike, PEOPLE } from "./live-like.ts";
import { projectCopy } from "./project-copy.ts";

const ENV = {
  HIGHLEVEL_TOKEN: "pit-4f9a-very.secret_token",
  HIGHLEVEL_LOCATION_ID: "Loc9vX2qLmT7kRw4ZbNd",
  HIGHLEVEL_USER_IDS: "Usr1aB3cD5eF7gH9iJ2k,Usr2mN4oP6qR8sT1uV3w,Usr3xY5zA7bC9dE2fG4h",
  HIGHLEVEL_GROUP_ID: "Grp5hJ7kL9mN2pQ4rS6t",
};
const REQUESTS = ["--requests", "120"];

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
      if (method === "POST" && Array.isArray(calendar.teamMembers)) calendar.id = "SameIdForAllOfTheseXY";
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
      isRefused(status) && (body?.length ?? 1) % 7 === 0 ? { status: 500, text: "oops" } : undefined,
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

let parent: string;
let root: string;
let recordings: string;
let live: string;
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), "contract-record-"));
  root = await projectCopy(parent);
  recordings = join(root, "tests", "recordings");
  live = join(recordings, "live");
  await rm(recordings, { recursive: true });
});
afterAll(() => rm(parent, { recursive: true, force: true }));

test("a recording gives the findings of its run, offline, and a second one differs in its date alone", async () => {
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
  expect(recorded).toMatchObject({ verdict: run.verdict, orphans: [], coverage: run.coverage });

  const before = await textsIn(live);
  const second = await liveLike("twice", FAULTS);
  expect(await record(second.url, root)).toMatchObject({ status: 0 });
  expect(await textsIn(live)).toEqual(before);
  expect(await readdir(recordings)).toEqual(["live"]);

  const all = Object.values(before).join("");
  const isPrivate = (text: string): boolean => all.toLowerCase().includes(text.toLowerCase());
  expect([...Object.values(ENV).flatMap((value) => value.split(",")), ...PEOPLE].filter(isPrivate)).toEqual(
    [],
  );
  expect([...first.ids, ...second.ids].filter(isPrivate)).toEqual([]);
  expect(first.ids.size).toBeGreaterThan(100);
  expect(all).toMatch(/person-1@example\.com/);
  expect(all).toMatch(/"\+1 \d{3}-555-01\d\d"/);
  expect(all).not.toMatch(/session=1|x-ratelimit-remaining/);
});
