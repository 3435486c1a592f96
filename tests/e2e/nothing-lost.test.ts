import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { sampled, THOROUGH } from "../fixtures/sampled.ts";
import { contract, folder, SHORT_LIVED, start } from "./command.ts";
import { projectCopy } from "./project-copy.ts";

const ACCEPT = ["accept", "create-calendar/echo/calendar.slug", "--reason", "known"];

/** The command where no file may grow beyond so many KiB: what is larger is taken in part, as by a disk that is full. */
const limited = (kib: number, args: readonly string[], root: string) =>
  start(
    "bash",
    [
      "-c",
      `ulimit -f ${kib}; exec "$0" "$@"`,
      process.execPath,
      "--import",
      SHORT_LIVED,
      join(root, "scripts/contract.js"),
      ...args,
    ],
    { cwd: root, env: { CI: "" } },
  ).ended;

describe.skipIf(process.platform === "win32")("where a file is taken in part only", () => {
  test("accept leaves the known differences as they were, and says what to do", THOROUGH, async () => {
    const root = await projectCopy();
    const file = join(root, "openapi/deviations.yaml");
    const before = `${await readFile(file, "utf8")}# ${"so ".repeat(1000)}\n`;
    await writeFile(file, before);
    const { status, stdout, stderr } = await limited(4, ACCEPT, root);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(
      /^contract: openapi\/deviations\.yaml: cannot be written \(EFBIG\); no file was changed: .*raise.*\n$/m,
    );
    expect(await readFile(file, "utf8")).toBe(before);
    expect((await readdir(join(root, "openapi"))).filter((name) => name.startsWith("."))).toEqual([]);
  });

  test(
    "a report is lost with a status that is no verdict, and none is left that is cut",
    THOROUGH,
    async () => {
      const root = await projectCopy();
      await contract(["run", "--only", "example", "--requests", "2"], { root, cwd: root });
      const args = ["run", "--only", "example", "--requests", "2", "--report", "out"];
      const { status, stderr } = await limited(1, args, root);
      expect(status).toBe(2);
      expect(stderr).toMatch(/out\/report\.json: cannot be written \(EFBIG\)/);
      expect(await readdir(join(root, "out"))).toEqual([]);
    },
  );
});

test("record keeps what it did not reach, and says so; --prune drops it, and says so", THOROUGH, async () => {
  const root = await projectCopy();
  const dir = join(root, "tests/recordings/sandbox");
  const texts = async () =>
    Object.fromEntries(
      await Promise.all(
        (await readdir(dir)).map(async (name) => [name, await readFile(join(dir, name), "utf8")]),
      ),
    );
  const before = await texts();
  const record = (...more: string[]) =>
    contract(["record", "--target", "sandbox", "--requests", "3", ...more], { root, cwd: root });
  const kept = await record();
  expect(kept.status).toBe(0);
  expect(kept.stderr).toMatch(
    /^kept tests\/recordings\/sandbox\/rule\.json as it was: \d+ of its \d+ cases .*--prune/m,
  );
  const after = await texts();
  for (const name of ["boundary.json", "covering.json", "invalid.json", "rule.json"])
    expect(after[name]).toBe(before[name]);
  const pruned = await record("--prune");
  expect(pruned.stderr).toMatch(/^dropped tests\/recordings\/sandbox\/rule\.json$/m);
  expect(await readdir(dir)).not.toContain("rule.json");
});

for (const { options, rows } of sampled<[string, string[]]>(
  [
    ["tests/recordings/.writing.json", ["run", "--target", "recorded"]],
    ["generated.writing.json", ["run", "--only", "example", "--requests", "2"]],
    ["generated.writing.json", ["generate"]],
    ["generated.writing.json", ["generate", "--check"]],
    ["openapi.writing.json", ["generate", "--check"]],
    ["openapi.writing.json", ["capture", "openapi/pages/create-calendar.txt", "--check"]],
    ["openapi.writing.json", ["capture", "openapi/pages/create-calendar.txt"]],
    ["update.writing.json", ["update"]],
    ["update.writing.json", ["run", "--only", "example", "--requests", "2"]],
  ],
  9,
))
  test.each(rows)(
    "a note in %s that names a file elsewhere moves nothing: %j",
    options,
    async (note, args) => {
      const root = await projectCopy();
      const elsewhere = join(await folder(), "precious");
      await writeFile(elsewhere, "precious");
      const files = [{ name: elsewhere, existed: false }];
      for (const text of [
        { format: "contract-writing/1", mark: "1-0123abcd", files },
        { pid: 0, steps: [{ path: elsewhere, made: "none", kept: "none", existed: false }] },
      ]) {
        await writeFile(join(root, note), JSON.stringify(text));
        const { status, stderr } = await contract(args, { root, cwd: root });
        expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(`${note}: `) });
        expect(await readFile(elsewhere, "utf8")).toBe("precious");
      }
    },
  );
