/** The pull request of docs-drift.yml, kept in a bare repository with a stand-in for `gh`. */
import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { parse } from "yaml";
import { ROOT } from "../../../src/core/root.ts";
import { THOROUGH } from "../../fixtures/sampled.ts";

const { jobs } = parse(readFileSync(join(ROOT, ".github/workflows/docs-drift.yml"), "utf8")) as {
  jobs: { [name: string]: { steps: { name?: string; run?: string }[] } };
};
const KEEP = jobs.keep!.steps.find(({ name }) => name === "Keep one pull request")!.run!;
const READ = jobs.read!.steps.find(({ name }) => name?.startsWith("Take in the docs"))!.run!;

const GH = `#!/bin/sh
echo "$*" >> "$GH_CALLS"
if [ "$1 $2" = "pr list" ]; then echo "$GH_OPEN"; fi
`;

/** Stand-ins for the project's commands: an update that takes in what `DOCS` says, and tests. */
const NPX = `#!/bin/sh
echo "$*" >> "$CALLS"
if [ "$UPDATE_STATUS" -lt 2 ]; then printf '%s' "$DOCS" > openapi/docs; fi
echo "error openapi/overlay:3: mend '$(printf '\\140')this"
exit "$UPDATE_STATUS"
`;
const NPM = `#!/bin/sh
echo "npm $*" >> "$CALLS"
exit "$TEST_STATUS"
`;

/** Of git, wherever it runs here. */
const SETTINGS = [
  ["commit.gpgsign", "false"],
  // No process beside each command that looks for garbage, and no wait for the disk.
  ["maintenance.auto", "false"],
  ["gc.auto", "0"],
  ["core.fsync", "none"],
] as const;

const PERSON = Object.fromEntries(
  ["AUTHOR", "COMMITTER"].flatMap((role) => [
    [`GIT_${role}_NAME`, "T"],
    [`GIT_${role}_EMAIL`, "t@example.com"],
  ]),
);

let folder: string;
/** Commands of a shell in a clone, all in one process: to start one from here takes longer than most of them. */
const shell = (clone: string, script: string, ...args: string[]): string =>
  execFileSync("sh", ["-e", "-c", script, "sh", ...args], {
    cwd: join(folder, clone),
    env: { ...process.env, ...PERSON },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  }).trim();

const git = (clone: string, ...args: string[]): string => shell(clone, 'git "$@"', ...args);

/** Writes files in a clone, and commits them. */
function commit(clone: string, files: { [name: string]: string }, message: string): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, clone, name), text);
  shell(clone, 'git add -A; git commit -q -m "$1"', message);
}

/** A person's commit to the branch of the pull request. */
function mend(): void {
  const script =
    "git fetch -q origin; git switch -q docs-drift; echo mended > overlay; git commit -qam mend; git push -q origin docs-drift";
  shell("person", script);
}

/** What every test begins with, made once. */
let start: string;
beforeAll(() => {
  // No sample hooks in each clone.
  vi.stubEnv("GIT_TEMPLATE_DIR", "");
  for (const [index, [key, value]] of SETTINGS.entries()) {
    vi.stubEnv(`GIT_CONFIG_KEY_${index}`, key);
    vi.stubEnv(`GIT_CONFIG_VALUE_${index}`, value);
  }
  vi.stubEnv("GIT_CONFIG_COUNT", `${SETTINGS.length}`);
  start = mkdtempSync(join(tmpdir(), "keep-"));
  folder = start;
  for (const name of ["bin", "person", "temp/drift"]) mkdirSync(join(start, name), { recursive: true });
  shell(".", "git init -q --bare -b main hub.git; git init -q -b main person");
  git("person", "remote", "add", "origin", "../hub.git");
  for (const name of ["openapi", "generated", "tests/recordings"])
    mkdirSync(join(start, "person", name), { recursive: true });
  const kept = { "openapi/docs": "", "generated/kept": "", "tests/recordings/kept": "" };
  commit("person", { docs: "old\n", overlay: "one\n", ...kept }, "start");
  git("person", "push", "-q", "origin", "main");
  for (const [name, script] of Object.entries({ gh: GH, npx: NPX, npm: NPM })) {
    writeFileSync(join(start, "bin", name), script);
    chmodSync(join(start, "bin", name), 0o755);
  }
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(start, { recursive: true });
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "keep-"));
  cpSync(start, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The patch that a capture on a commit gives. */
function captured(head: string, docs: string | undefined): void {
  const script = `
git clone -q hub.git reader
cd reader
git switch -q --detach "origin/$1"
if [ $# = 2 ]; then printf '%s' "$2" > docs; fi
git add -A
git diff --cached --binary > ../temp/drift/patch
git rev-parse HEAD > ../temp/drift/head`;
  shell(".", script, head, ...(docs === undefined ? [] : [docs]));
  writeFileSync(join(folder, "temp/drift/body.md"), "body\n");
  rmSync(join(folder, "reader"), { recursive: true });
}

/** Runs a step as a workflow does, in a clone that is made first. */
function inClone(name: string, clone: string, step: string, env: NodeJS.ProcessEnv): void {
  execFileSync("bash", ["-e", "-c", `${clone}; cd ${name}; exec bash -e -c "$0"`, step], {
    cwd: folder,
    env,
    stdio: "ignore",
  });
}

/** Runs the step in a fresh clone. @returns the calls of `gh` */
function keep(status: "0" | "1", open = ""): string[] {
  rmSync(join(folder, "runner"), { recursive: true, force: true });
  const calls = join(folder, "calls");
  writeFileSync(calls, "");
  const env = {
    ...process.env,
    PATH: `${join(folder, "bin")}:${process.env.PATH}`,
    GH_CALLS: calls,
    GH_OPEN: open,
    RUNNER_TEMP: join(folder, "temp"),
    BRANCH: "docs-drift",
    BASE: "main",
    STATUS: status,
  };
  inClone("runner", "git clone -q hub.git runner", KEEP, env);
  return readFileSync(calls, "utf8")
    .trim()
    .split("\n")
    .map((call) => call.split(" ").slice(0, 2).join(" "));
}

const shown = (path: string): string => git("hub.git", "show", `docs-drift:${path}`);
const tip = (): string => git("hub.git", "rev-parse", "docs-drift");

test(
  "the first change opens it, a person's commit to its branch stays, and only what differs is pushed on top",
  THOROUGH,
  () => {
    take("new");
    expect(keep("1")).toEqual(["pr list", "pr create"]);
    expect(shown("openapi/docs")).toBe("new");
    mend();
    const mended = tip();
    captured("docs-drift", undefined);
    expect(keep("1", "7")).toEqual(["pr list", "pr edit"]);
    expect(tip()).toBe(mended);
    take("newest");
    expect(keep("1", "7")).toEqual(["pr list", "pr edit"]);
    expect([shown("openapi/docs"), shown("overlay")]).toEqual(["newest", "mended"]);
    expect(git("hub.git", "rev-parse", "docs-drift~1")).toBe(mended);
  },
);

test("a commit that is pushed meanwhile is not overwritten", THOROUGH, () => {
  captured("main", "new\n");
  keep("1");
  const read = tip();
  captured("docs-drift", "newer\n");
  mend();
  expect(() => keep("1", "7")).toThrow();
  expect(shown("overlay")).toBe("mended");
  expect(git("hub.git", "rev-parse", "docs-drift~1")).toBe(read);
});

test("where nothing could be written it still tells", () => {
  captured("main", undefined);
  expect(keep("1")).toEqual(["pr list", "pr create"]);
  expect(git("hub.git", "rev-parse", "docs-drift~1")).toBe(git("hub.git", "rev-parse", "main"));
});

test.each([
  ["7", ["pr list", "pr close"]],
  ["", ["pr list"]],
])("docs that go back close it, where one is open: %j", (open, calls) => {
  expect(keep("0", open)).toEqual(calls);
});

/** Runs the step that takes in the docs, in a fresh clone of the main branch. @returns the body and the commands */
function take(docs: string, { update = 0, tests = 0 } = {}): { body: string; commands: string } {
  const temp = join(folder, "temp/drift");
  rmSync(temp, { recursive: true });
  mkdirSync(temp);
  const env = {
    ...process.env,
    PATH: `${join(folder, "bin")}:${process.env.PATH}`,
    CALLS: join(temp, "calls"),
    RUNNER_TEMP: join(folder, "temp"),
    BRANCH: "docs-drift",
    DOCS_URL: "https://docs.example",
    OPERATION: "",
    DOCS: docs,
    UPDATE_STATUS: String(update),
    TEST_STATUS: String(tests),
  };
  inClone("reader", "git clone -q -b main hub.git reader", READ, env);
  rmSync(join(folder, "reader"), { recursive: true });
  const text = (name: string): string => readFileSync(join(temp, name), "utf8");
  return { body: text("body.md"), commands: text("calls") };
}

const isAncestor = (older: string, newer: string): boolean =>
  git("hub.git", "merge-base", older, newer) === git("hub.git", "rev-parse", older);

/** A pull request with a person's commit, merged into the main branch in some way, which then goes on. */
function mergedBy(merge: string): string {
  take("new");
  keep("1");
  mend();
  const merged = tip();
  const goOn = "echo later > overlay; git commit -qam 'go on'; git push -q origin main";
  shell("person", `git switch -q main; ${merge}; ${goOn}`);
  return merged;
}

test.each([
  ["as one commit", "git merge -q --squash docs-drift; git commit -q -m squashed"],
  ["commit by commit", "git cherry-pick main..docs-drift"],
])("a branch that was merged %s is begun anew from the main branch, and overwrites nothing", (_, merge) => {
  const merged = mergedBy(merge);
  take("newest");
  expect(keep("1")).toEqual(["pr list", "pr create"]);
  expect([shown("openapi/docs"), shown("overlay")]).toEqual(["newest", "later"]);
  expect(isAncestor("main", "docs-drift")).toBe(true);
  expect(isAncestor(merged, "docs-drift")).toBe(true);
  expect(git("hub.git", "diff", "--name-only", "main...docs-drift")).toBe("openapi/docs");
});

test.each([
  [{ update: 0, tests: 0 }, "on the new contract passes", true],
  [{ update: 1, tests: 1 }, "does not pass yet", true],
  [{ update: 2, tests: 0 }, "was not run, since nothing could be written", false],
])("the body tells whether the tests pass, and what is left: %j", (status, words, isTested) => {
  const { body, commands } = take("new", status);
  expect(body).toContain(`\`npm test\` on the new contract ${words.replace("on the new contract ", "")}`);
  expect(body).toContain("error openapi/overlay:3: mend ''this");
  expect(commands.startsWith("contract update https://docs.example\n")).toBe(true);
  expect(commands.includes("npm test\n")).toBe(isTested);
});
