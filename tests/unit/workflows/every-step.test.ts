/** Every script of every workflow and action, played by the shell that GitHub plays it by, with stand-ins for its programs. */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { ROOT } from "../../../src/core/root.ts";

interface Step {
  readonly name?: string;
  readonly run?: string;
}
interface Played {
  readonly env?: { readonly [name: string]: string };
  /** The status with which the programs end; 0 unless given. */
  readonly status?: number;
  /** Files that are there before. */
  readonly files?: { readonly [path: string]: string };
}
interface Outcome {
  readonly ended: number | null;
  /** The programs that were called, with their arguments. */
  readonly calls: readonly string[];
  readonly output: string;
  readonly summary: string;
  readonly printed: string;
}

const FOLDER = ".github/workflows";
const FILES = [
  ...readdirSync(join(ROOT, FOLDER)).map((name) => `${FOLDER}/${name}`),
  ".github/actions/contract/action.yml",
];

function stepsIn(file: string): Step[] {
  const { jobs = {}, runs } = parse(readFileSync(join(ROOT, file), "utf8")) as {
    jobs?: { [name: string]: { steps: Step[] } };
    runs?: { steps: Step[] };
  };
  return [...Object.values(jobs).flatMap(({ steps }) => steps), ...(runs?.steps ?? [])];
}

/** The name of a file and of its step, which is its script where it has none. */
const titleOf = (file: string, { name, run = "" }: Step): string =>
  `${file.split("/").at(-1)}: ${name ?? run}`;

const SCRIPTS = new Map(
  FILES.flatMap((file) =>
    stepsIn(file).flatMap((step) =>
      step.run === undefined ? [] : [[titleOf(file, step), step.run] as const],
    ),
  ),
);

const PROGRAMS = ["npx", "npm", "node"];

/** Plays a script in a folder of its own; an unset variable is an error. */
function play(title: string, { env = {}, status = 0, files = {} }: Played): Outcome {
  const folder = mkdtempSync(join(tmpdir(), "contract-step-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const put = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const program = (path: string): void => {
    put(path, `#!/bin/sh\necho "${path.split("/").at(-1)} $*" >> '${folder}/calls'\nexit ${status}\n`);
    chmodSync(join(folder, path), 0o755);
  };
  for (const name of PROGRAMS) program(`bin/${name}`);
  program("work/.ci/run");
  for (const name of ["calls", "output", "summary"]) put(name, "");
  for (const [path, text] of Object.entries(files)) put(`work/${path}`, text);
  const { status: ended, stdout } = spawnSync(
    "bash",
    ["-eu", "-o", "pipefail", "-c", SCRIPTS.get(title) ?? "exit 99"],
    {
      cwd: join(folder, "work"),
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
      env: {
        PATH: `${folder}/bin${delimiter}${process.env.PATH}`,
        GITHUB_OUTPUT: join(folder, "output"),
        GITHUB_STEP_SUMMARY: join(folder, "summary"),
        GITHUB_ACTION_PATH: "/action/.github/actions/contract",
        RUNNER_TEMP: join(folder, "temp"),
        ...env,
      },
    },
  );
  const read = (name: string): string =>
    readFileSync(join(folder, name), "utf8").replaceAll(folder, "").trim();
  return {
    ended,
    calls: read("calls")
      .split("\n")
      .filter((call) => call !== ""),
    output: read("output"),
    summary: read("summary"),
    printed: stdout.trim(),
  };
}

const ACCOUNT = { HIGHLEVEL_TOKEN: "t", HIGHLEVEL_LOCATION_ID: "l" };
const RUN = {
  OPERATIONS: "",
  REQUESTS: "60",
  SHARE: "50%",
  SHARD: "2/3",
  CONTRACT_TARGET: "https://api.example",
};
const SUMMARY = { "contract-report/summary.md": "told" };
const INSTALLED = "npm ci --no-audit --no-fund";
const PART = "npx contract run --shard 2/3 --requests 60 --report contract-report --annotations none";
const MERGED = "npx contract merge contract-parts --report contract-report --annotations github";

const ROWS: readonly (readonly [title: string, given: Played, want: Partial<Outcome>])[] = [
  ["ci.yml: .ci/run", {}, { ended: 0, calls: ["run"] }],
  ["ci.yml: .ci/run", { status: 1 }, { ended: 1 }],
  ["ci.yml: Report", {}, { ended: 0, calls: ["npx contract run --report contract-report"] }],
  ["contract.yml: Number the machines", { env: { SHARDS: "3" } }, { ended: 0, output: "shards=[1,2,3]" }],
  ["contract.yml: Number the machines", { env: { SHARDS: "1" } }, { ended: 0, output: "shards=[1]" }],
  ["contract.yml: Install", {}, { ended: 0, calls: [INSTALLED] }],
  ["contract.yml: Run", { env: RUN }, { ended: 0, calls: [PART] }],
  ["contract.yml: Run", { env: { ...RUN, OPERATIONS: "one two" } }, { ended: 0, calls: [PART.replace("run", "run one two")] }],
  ["contract.yml: Run", { env: RUN, status: 1 }, { ended: 0, calls: [PART] }],
  ["contract.yml: Run", { env: RUN, status: 2 }, { ended: 2 }],
  ["contract.yml: Run", { env: RUN, status: 3 }, { ended: 0 }],
  ["contract.yml: Merge", { files: SUMMARY }, { ended: 0, calls: [MERGED], output: "verdict=pass", summary: "told" }],
  ["contract.yml: Merge", { files: SUMMARY, status: 1 }, { ended: 1, output: "verdict=fail", summary: "told" }],
  ["contract.yml: Merge", { status: 2 }, { ended: 2, output: "", summary: "No part has a report; the logs of their jobs say why." }],
  ["contract.yml: Merge", { files: SUMMARY, status: 3 }, { ended: 0, output: "verdict=inconclusive", printed: "::warning title=inconclusive::no verdict could be reached; the summary says why" }],
  ["docs-drift.yml: The variable DOCS_URL is set", { env: { DOCS_URL: "https://docs.example" } }, { ended: 0, output: "docs=true" }],
  ["docs-drift.yml: npm ci --no-audit --no-fund", {}, { ended: 0, calls: [INSTALLED] }],
  ["docs-drift.yml: What changed", { env: { DOCS_URL: "u", OPERATION: "" } }, { ended: 0, calls: ["npx contract capture --check --markdown u"], output: "status=0" }],
  ["docs-drift.yml: What changed", { env: { DOCS_URL: "u", OPERATION: "o" }, status: 1 }, { ended: 0, calls: ["npx contract capture --check --operation o --markdown u"], output: "status=1" }],
  ["docs-drift.yml: What changed", { env: { DOCS_URL: "u", OPERATION: "" }, status: 2 }, { ended: 2, output: "" }],
  ["sandbox.yml: Look whether there is an account", { env: ACCOUNT }, { ended: 0, output: "ready=true" }],
  ["sandbox.yml: Look whether there is an account", { env: { ...ACCOUNT, HIGHLEVEL_TOKEN: "" } }, { ended: 0, output: "", printed: expect.stringMatching(/^::notice title=no account::/) }],
  ["sandbox.yml: Install", {}, { ended: 0, calls: [INSTALLED] }],
  ["sandbox.yml: Delete what earlier runs left behind", { env: RUN }, { ended: 0, calls: ["npx contract sweep --target https://api.example --older-than 2h"] }],
  ["sandbox.yml: Run", { env: RUN }, { ended: 0, calls: ["npx contract run --target https://api.example --report contract-report"] }],
  ["sandbox.yml: Summary", { files: SUMMARY }, { ended: 0, summary: "told" }],
  ["sandbox.yml: Summary", {}, { ended: 0, summary: "The run ended before it could report; its log says why." }],
  ["action.yml: Install", {}, { ended: 0, calls: [`${INSTALLED} --prefix /action/.github/actions/contract/../../..`] }],
  ["action.yml: Run", { env: RUN }, { ended: 0, output: "verdict=pass" }],
]; // biome-ignore format: a table reads better in lines

/** Played in a repository of their own, by keep-pull-request.test.ts. */
const ELSEWHERE = [
  "docs-drift.yml: Take in the docs and run all tests, on the branch where there is one",
  "docs-drift.yml: Keep one pull request",
];

describe("the scripts of workflows", () => {
  test.each(ROWS)("%s, given %j", (title, given, want) => {
    expect(play(title, given)).toMatchObject(want);
  });

  test("are all played", () => {
    const played = new Set([...ROWS.map(([title]) => title), ...ELSEWHERE]);
    expect([...SCRIPTS.keys()].filter((title) => !played.has(title))).toEqual([]);
    expect([...played].filter((title) => !SCRIPTS.has(title))).toEqual([]);
  });
});

test("contract.yml takes every secret of the account that the nightly run takes, and gives it to the run alone", () => {
  const secretsOf = (text: string): string[] => [
    ...new Set([...text.matchAll(/secrets\.(\w+)/g)].map(([, name = ""]) => name)),
  ];
  const read = (name: string): string => readFileSync(join(ROOT, FOLDER, name), "utf8");
  const workflow = parse(read("contract.yml"));
  expect(Object.keys(workflow.on.workflow_call.secrets)).toEqual(secretsOf(read("sandbox.yml")));
  expect(secretsOf(read("contract.yml"))).toEqual(secretsOf(read("sandbox.yml")));
  expect(JSON.stringify([workflow.jobs.plan, workflow.jobs.report])).not.toContain("secrets.");
});
