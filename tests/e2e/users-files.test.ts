import { execFileSync } from "node:child_process";
import { mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { sampled, THOROUGH } from "../fixtures/sampled.ts";
import { contract, folder } from "./command.ts";
import { projectCopy } from "./project-copy.ts";

const PAGE = "openapi/pages/create-calendar.txt";
const RUN = ["run", "--only", "example", "--requests", "2"];
const RECORDED = ["run", "--target", "recorded"];
const ACCEPT = ["accept", "create-calendar/echo/calendar.name", "--reason", "known"];

/** Puts something in a file's place. */
const as = {
  folder: async (path: string) => void (await mkdir(path)),
  file: (path: string) => writeFile(path, "x"),
  empty: (path: string) => writeFile(path, ""),
  binary: (path: string) => writeFile(path, Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0xff, 0xfe, 1])),
  latin: (path: string) => writeFile(path, Buffer.from([0x61, 0x3a, 0x0a, 0xe9, 0x0a])),
  utf16: (path: string) => writeFile(path, Buffer.from("A=1\n", "utf16le")),
  alias: (path: string) => writeFile(path, "a: *nope\n"),
  broken: (path: string) => writeFile(path, "a:\n  - [1\nb: }\n"),
  circle: (path: string) => symlink(path, path),
  pipe: async (path: string) => void execFileSync("mkfifo", [path]),
};

describe("a file of the user that is broken is one line that names it, and ends with 2", () => {
  for (const { options, rows } of sampled<[string, keyof typeof as, readonly string[], RegExp]>([
    ["openapi/overlay.yaml", "folder", ["generate"], /openapi\/overlay\.yaml: .*a folder stands where a file should be/],
    ["openapi/overlay.yaml", "broken", ["generate"], /openapi\/overlay\.yaml:\d+: not YAML/],
    ["openapi/overlay.yaml", "broken", ["capture", PAGE], /openapi\/overlay\.yaml:\d+: not YAML/],
    ["openapi/overlay.yaml", "alias", ["generate"], /openapi\/overlay\.yaml:1: not YAML: .*nope/],
    ["openapi/overlay.yaml", "binary", ["generate", "--check"], /openapi\/overlay\.yaml:1: this is no text/],
    ["openapi/overlay.yaml", "circle", ["capture", PAGE], /openapi\/overlay\.yaml: .*round in a circle/],
    ["openapi/calendars.yaml", "folder", ["generate"], /openapi\/calendars\.yaml: .*a folder stands/],
    ["openapi/calendars.yaml", "folder", ["capture", PAGE], /openapi\/calendars\.yaml: .*a folder stands/],
    ["openapi/calendars.yaml", "latin", ["generate"], /openapi\/calendars\.yaml:2: this is not UTF-8/],
    ["openapi/calendars.yaml", "folder", RUN, /openapi\/calendars\.yaml: .*a folder stands/],
    ["openapi/deviations.yaml", "folder", RUN, /openapi\/deviations\.yaml: .*a folder stands/],
    ["openapi/deviations.yaml", "broken", ACCEPT, /openapi\/deviations\.yaml:\d+: not YAML/],
    ["openapi/deviations.yaml", "binary", ACCEPT, /openapi\/deviations\.yaml:1: this is no text/],
    ["openapi/observed.yaml", "alias", ["run", "--target", "observed"], /openapi\/observed\.yaml:1: not YAML/],
    ["openapi/pages", "file", ["generate", "--check"], /up to date/],
    ["openapi", "file", ["generate"], /openapi\/overlay\.yaml: .*a file stands where a folder should be/],
    ["openapi", "file", ACCEPT, /openapi\/\S+: .*a file stands where a folder should be/],
    ["tests/recordings/sandbox/rule.json", "folder", RECORDED, /recordings\/sandbox\/rule\.json: .*a folder stands/],
    ["tests/recordings/sandbox/rule.json", "empty", RECORDED, /recordings\/sandbox\/rule\.json:1: expected JSON/],
    ["tests/recordings/sandbox/rule.json", "binary", RECORDED, /recordings\/sandbox\/rule\.json:1: this is no text/],
    ["tests/recordings/sandbox/rule.json", "folder", ["record", "--target", "sandbox", "--only", "rule", "--requests", "3"], /sandbox\/rule\.json: .*a folder stands/],
    ["tests/recordings", "file", RECORDED, /tests\/recordings: .*a file stands/],
    [".cache/last-report.json", "folder", ["replay", "a/b/c"], /last-report\.json: .*a folder stands/],
    [".cache/last-report.json", "empty", ["replay", "a/b/c"], /last-report\.json:1: expected JSON/],
    ["generated/types.ts", "folder", ["generate"], /generated\/types\.ts: .*a folder stands/],
    ["generated/operations.ts", "broken", RUN, /generated\/ cannot be loaded \(generated\/operations\.ts:\d+: /],
    ["generated/index.ts", "pipe", RUN, /generated\/ cannot be loaded \(index\.ts is no file\)/],
    ["generated/index.ts", "pipe", ["generate"], /generated\/index\.ts: .*a pipe or a device stands/],
    ["generated", "file", ["generate"], /generated: .*a file stands/],
    [".env", "folder", RUN, /\.env: .*a folder stands/],
    [".env", "utf16", RUN, /\.env:1: this is UTF-16/],
    [".env", "latin", RUN, /\.env:2: this is not UTF-8/],
  ], 12)) test.each(rows)("%s as %s: %j", options, async (file, kind, args, message) => {
    const root = await projectCopy();
    const path = join(root, file);
    await rm(path, { recursive: true, force: true });
    await mkdir(join(root, ".cache"), { recursive: true });
    await as[kind](path);
    const { status, stdout, stderr } = await contract(args, { root, cwd: root, env: { CI: "" } });
    if (status === 0) expect(stdout).toMatch(message);
    else expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(message) });
    expect(stderr).not.toMatch(/internal error|report it/);
    expect(stderr.trim().split("\n").filter((line) => line.startsWith("contract:")).length).toBeLessThan(2);
  });
}); // biome-ignore format: a table reads better in lines

test("an overlay that is cut within a line is the user's to mend, and named", THOROUGH, async () => {
  const root = await projectCopy();
  const path = join(root, "openapi/overlay.yaml");
  const text = await readFile(path, "utf8");
  for (const share of [0.21, 0.37, 0.5, 0.5004, 0.77]) {
    await writeFile(path, text.slice(0, Math.floor(text.length * share)));
    const { status, stderr } = await contract(["capture", PAGE], { root, cwd: root });
    expect({ share, status, stderr }).toEqual({ share, status: 2, stderr: expect.stringContaining("openapi/overlay.yaml") });
    expect(stderr).not.toContain("internal error");
  }
}); // biome-ignore format: one line each

describe("what a .env says is read, or refused with its line", () => {
  const send = async (text: string) => {
    const cwd = await folder();
    await writeFile(join(cwd, ".env"), text);
    return contract([...RUN, "--dry-run"], { cwd });
  };
  test.each([
    ["a byte order mark", "\ufeffCONTRACT_SEED=x1\n"],
    ["a line of blanks before it", "A=1\n  \t\nCONTRACT_SEED=x1\n"],
    ["blanks before the name", "A=1\n \t CONTRACT_SEED=x1\n"],
    ["line ends of Windows", "A=1\r\n\r\nCONTRACT_SEED=x1\r\n"],
    ["line ends of old", "A=1\rCONTRACT_SEED=x1\r"],
    ["a value of several lines", "A='1\nB\n'\n# it's = 'so\nexport CONTRACT_SEED=x1\n"],
  ])("%s", async (_, text) => {
    expect(await send(text)).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/CONTRACT_SEED x1: expected/),
    });
  });
  test.each([
    ["a quote that is not closed", "A=1\nCONTRACT_SEED='1\n", 2],
    ["a line that is no variable", "A=1\n\nCONTRACT_SEED: 1\n", 3],
  ])("%s", async (_, text, line) => {
    const refused = {
      status: 2,
      stderr: expect.stringMatching(`^contract: \\.env:${line}: expected NAME=value`),
    };
    expect(await send(text)).toMatchObject(refused);
  });
});

describe("what is wrong is blamed on where it stands", () => {
  test.each([
    [{ CONTRACT_TARGET: "bogus" }, /^contract: CONTRACT_TARGET bogus: expected sandbox, /],
    [{ CONTRACT_TARGET: "ftp://127.0.0.1" }, /^contract: CONTRACT_TARGET ftp:.*http/],
    [{ CONTRACT_TARGET: "https://a.invalid" }, /^contract: CONTRACT_TARGET a\.invalid needs HIGHLEVEL_TOKEN/],
    [
      { CONTRACT_TARGET: "http://127.0.0.1/?a=b" },
      /^contract: CONTRACT_TARGET 127\.0\.0\.1: give the URL without/,
    ],
    [{ CONTRACT_SEED: "bogus" }, /^contract: CONTRACT_SEED bogus: /],
  ])("%j", async (env, message) => {
    expect(await contract(["run"], { env })).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(message),
    });
  });
});

describe("a generated/ that was not made from the document", () => {
  test.each([
    ["the document has changed", "openapi/calendars.yaml", /generated\/ was made from another openapi\/calendars\.yaml/],
    ["a file was edited by hand", "generated/types.ts", /generated\/types\.ts is not what was made from/],
  ])("is told in one line, and refused under CI: %s", async (_, file, why) => {
    const root = await projectCopy();
    const path = join(root, file);
    await writeFile(path, `${await readFile(path, "utf8")}# more\n`);
    const told = await contract(RUN, { root, env: { CI: "" } });
    expect(told).toMatchObject({ status: 0, stderr: expect.stringMatching(/^stale: .*run npx contract generate\n/) });
    expect(told.stderr).toMatch(why);
    const refused = await contract(RUN, { root, env: { CI: "true" } });
    expect(refused).toMatchObject({ status: 2, stdout: "", stderr: expect.stringMatching(/^contract: .*under CI/) });
  });

  test("is not told where it was", async () => {
    const { stderr } = await contract(RUN, { env: { CI: "true" } });
    expect(stderr).not.toMatch(/stale|contract:/);
  });
}); // biome-ignore format: a table reads better in lines
