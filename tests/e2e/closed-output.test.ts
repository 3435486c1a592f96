import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { PROJECT } from "../fixtures/project.ts";
import { sampled, THOROUGH } from "../fixtures/sampled.ts";
import { contract, type Ended, folder, SHORT_LIVED, start } from "./command.ts";
import { projectCopy } from "./project-copy.ts";
import { changing, endpoint } from "./servers.ts";

const commandOf = (root: string): string =>
  `'${process.execPath}' --import '${SHORT_LIVED}' '${join(root, "scripts", "contract.js")}'`;

/** Runs a line of a shell in which `contract` is the command; what it prints and its status come from `echo`. */
const shell = (line: string): Promise<Ended> =>
  start("bash", ["-c", `contract() { ${commandOf(PROJECT)} "$@"; }\n${line}`]).ended;

const hasFull = existsSync("/dev/full");

describe("what nobody takes", () => {
  /** Standard output of a command that goes nowhere; the status of the command is printed on standard error. */
  const toNobody = (command: string): string => `{ sleep 0.1; ${command}; echo "status $?" >&2; } | true`;
  const toFullDisk = (command: string): string => `${command} > /dev/full; echo "status $?" >&2`;
  const NOT_WRITTEN = /^contract: standard output could not be written \((EPIPE|ENOSPC)\).*\nstatus 2$/m;
  test.each([
    ["contract sandbox --port 0", "a reader that has gone", toNobody],
    ...(hasFull ? ([["contract --help", "a full disk", toFullDisk]] as const) : []),
  ] as const)("%s ends with 2 and one line, for %s", async (command, _, to) => {
    const { stderr } = await shell(to(command));
    expect(stderr).toMatch(NOT_WRITTEN);
  });

  const PAGE = join(PROJECT, "openapi/pages/create-calendar.txt");
  // In a process that goes on with the next: the streams of a process are tried above.
  const commands = sampled<[string[]]>(
    [
      [["--help"]],
      [["run", "--only", "example", "--requests", "3"]],
      [["run", "--only", "example", "--requests", "3", "--json"]],
      [["run", "--dry-run", "--only", "example", "--requests", "3"]],
      [["generate", "--check"]],
      [["capture", "--check", PAGE]],
      [["drift", PAGE, join(PROJECT, "openapi/calendars.yaml"), "--json"]],
    ],
    6,
  );
  for (const { options, rows } of commands)
    test.each(rows)("%j ends with 2 and one line as well", options, async (args) => {
      expect(await contract(args, { isRead: false })).toMatchObject({
        status: 2,
        stderr: expect.stringMatching(/^contract: standard output could not be written \(EPIPE\).*\n$/),
      });
    });

  test(
    "is a report that is whole in its folder, and nothing that the run has made stays",
    THOROUGH,
    async () => {
      const server = await endpoint();
      const report = join(await folder(), "report");
      const run = `contract run --json --target ${server.url} --only example --requests 10 --report '${report}'`;
      expect((await shell(toNobody(run))).stderr).toMatch(NOT_WRITTEN);
      expect(await readdir(report)).toEqual([
        "junit.xml",
        "report.html",
        "report.json",
        "report.sarif",
        "report.txt",
        "summary.md",
      ]);
      expect([server.requests.length > 0, server.stored()]).toEqual([true, 0]);
    },
  );

  test.skipIf(!hasFull)("is progress alone: the verdict stays", THOROUGH, async () => {
    // A history that cannot be kept is told on standard error.
    const run = "contract run --only example --requests 3 --history /dev/null/no-folder";
    const { stdout } = await shell(`${run} 2> /dev/full; echo status $?`);
    expect(stdout).toMatch(/verdict {3}pass\nstatus 0\n$/);
  });
});

test("a record is kept though nobody reads the names of its files", THOROUGH, async () => {
  const root = await projectCopy();
  const recorded = join(root, "tests/recordings/sandbox");
  await rm(recorded, { recursive: true });
  const args = ["record", "--target", "sandbox", "--only", "example", "--requests", "3"];
  expect(await contract(args, { root, cwd: root, isRead: false })).toMatchObject({ status: 2 });
  expect(await readdir(recorded)).toEqual(["example.json"]);
});

test("a report that no pipe holds at once reaches a slow reader as a whole", THOROUGH, async () => {
  const { url } = await endpoint(
    changing((calendar) => {
      for (const name of Object.keys(calendar)) calendar[name] = ["x".repeat(2000)];
    }),
  );
  const script = join(PROJECT, "scripts", "contract.js");
  const args = ["--import", SHORT_LIVED, script, "run", "--json", "--only", "example", "--target", url];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "ignore"] });
  const chunks: Buffer[] = [];
  // One chunk at a time, and a turn of the loop between two.
  for await (const chunk of child.stdout) {
    chunks.push(chunk as Buffer);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  const text = Buffer.concat(chunks).toString();
  expect(text.length).toBeGreaterThan(100_000);
  expect(JSON.parse(text)).toMatchObject({ format: "contract-report/1" });
});

test("an argument is shown and does nothing, in messages of any kind", async () => {
  const evil = "\u001b[2J\n::error::x ##[group]";
  expect(await contract(["run", "--only", "example", "--requests", "3"])).toMatchObject({ status: 0 });
  for (const args of [
    ["run", `--${evil}`],
    ["run", "--only", evil],
    [evil],
    ["replay", evil],
    ["capture", evil],
  ]) {
    const { status, stderr } = await contract(args);
    expect(status).toBe(2);
    expect(stderr).toContain("\\u001b[2J");
    expect(stderr.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
    expect(stderr).not.toMatch(/^\s*::|##\[/m);
  }
});
