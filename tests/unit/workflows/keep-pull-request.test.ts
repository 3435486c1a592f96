/** The pull request of docs-drift.yml, kept in a bare repository with a stand-in for `gh`. */
import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { parse } from "yaml";
import { ROOT } from "../../../src/core/root.ts";

const { jobs } = parse(readFileSync(join(ROOT, ".github/workflows/docs-drift.yml"), "utf8")) as {
  jobs: { [name: string]: { steps: { name?: string; run?: string }[] } };
};
const KEEP = jobs.keep!.steps.find(({ name }) => name === "Keep one pull request")!.run!;

const GH = `#!/bin/sh
echo "$*" >> "$GH_CALLS"
if [ "$1 $2" = "pr list" ]; then echo "$GH_OPEN"; fi
`;

let folder: string;
const git = (clone: string, ...args: string[]): string =>
  execFileSync(
    "git",
    ["-c", "user.name=T", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false", ...args],
    { cwd: join(folder, clone), encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
  ).trim();

/** Writes files in a clone, and commits them. */
function commit(clone: string, files: { [name: string]: string }, message: string): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, clone, name), text);
  git(clone, "add", "-A");
  git(clone, "commit", "-q", "-m", message);
}

/** What every test begins with, made once. */
let start: string;
beforeAll(() => {
  start = mkdtempSync(join(tmpdir(), "keep-"));
  folder = start;
  for (const name of ["bin", "person", "temp/drift"]) mkdirSync(join(start, name), { recursive: true });
  git(".", "init", "-q", "--bare", "-b", "main", "hub.git");
  git("person", "init", "-q", "-b", "main");
  git("person", "remote", "add", "origin", "../hub.git");
  commit("person", { docs: "old\n", overlay: "one\n" }, "start");
  git("person", "push", "-q", "origin", "main");
  writeFileSync(join(start, "bin/gh"), GH);
  chmodSync(join(start, "bin/gh"), 0o755);
});
afterAll(() => rmSync(start, { recursive: true }));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "keep-"));
  cpSync(start, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The patch that a capture on a commit gives. */
function captured(head: string, docs: string | undefined): void {
  git(".", "clone", "-q", "hub.git", "reader");
  git("reader", "switch", "-q", "--detach", `origin/${head}`);
  if (docs !== undefined) writeFileSync(join(folder, "reader/docs"), docs);
  git("reader", "add", "-A");
  const patch = execFileSync("git", ["diff", "--cached", "--binary"], {
    cwd: join(folder, "reader"),
    encoding: "utf8",
  });
  writeFileSync(join(folder, "temp/drift/patch"), patch);
  writeFileSync(join(folder, "temp/drift/head"), `${git("reader", "rev-parse", "HEAD")}\n`);
  writeFileSync(join(folder, "temp/drift/body.md"), "body\n");
  rmSync(join(folder, "reader"), { recursive: true });
}

/** Runs the step in a fresh clone. @returns the calls of `gh` */
function keep(status: "0" | "1", open = ""): string[] {
  rmSync(join(folder, "runner"), { recursive: true, force: true });
  git(".", "clone", "-q", "hub.git", "runner");
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
  execFileSync("bash", ["-e", "-c", KEEP], { cwd: join(folder, "runner"), env, stdio: "ignore" });
  return readFileSync(calls, "utf8")
    .trim()
    .split("\n")
    .map((call) => call.split(" ").slice(0, 2).join(" "));
}

const shown = (path: string): string => git("hub.git", "show", `docs-drift:${path}`);
const tip = (): string => git("hub.git", "rev-parse", "docs-drift");

test("the first change opens it", () => {
  captured("main", "new\n");
  expect(keep("1")).toEqual(["pr list", "pr create"]);
  expect(shown("docs")).toBe("new");
});

test("a person's commit to its branch stays, and only what differs is pushed on top", () => {
  captured("main", "new\n");
  keep("1");
  git("person", "fetch", "-q", "origin");
  git("person", "switch", "-q", "docs-drift");
  commit("person", { overlay: "mended\n" }, "mend");
  git("person", "push", "-q", "origin", "docs-drift");
  const mended = tip();
  captured("docs-drift", undefined);
  expect(keep("1", "7")).toEqual(["pr list", "pr edit"]);
  expect(tip()).toBe(mended);
  captured("docs-drift", "newer\n");
  keep("1", "7");
  expect([shown("docs"), shown("overlay")]).toEqual(["newer", "mended"]);
  expect(git("hub.git", "rev-parse", "docs-drift~1")).toBe(mended);
});

test("a commit that is pushed meanwhile is not overwritten", () => {
  captured("main", "new\n");
  keep("1");
  const read = tip();
  captured("docs-drift", "newer\n");
  git("person", "fetch", "-q", "origin");
  git("person", "switch", "-q", "docs-drift");
  commit("person", { overlay: "mended\n" }, "mend");
  git("person", "push", "-q", "origin", "docs-drift");
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
