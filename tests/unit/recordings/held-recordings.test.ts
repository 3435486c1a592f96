import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { SuiteError } from "../../../src/core/errors.ts";
import { heldCases } from "../../../src/recordings/held-recordings.ts";

const pathIn = (): string => join(mkdtempSync(join(tmpdir(), "held-")), "example.json");

describe("the cases that a recording holds", () => {
  test.each<[string, string | undefined, readonly string[]]>([
    ["those of its exchanges", '{"exchanges":[{"case":"example/a"},{"case":"example/b"}]}', ["example/a", "example/b"]],
    ["none where it is broken", '{"exchanges":[{"case":', []],
    ["none where a folder stands there", undefined, []],
  ])("are %s", (_, text, cases) => {
    const path = pathIn();
    if (text === undefined) mkdirSync(path);
    else writeFileSync(path, text);
    expect(heldCases(path)).toEqual(cases);
  }); // biome-ignore format: a table reads better in lines

  test("are not waited for where a pipe stands there", () => {
    const path = pathIn();
    execFileSync("mkfifo", [path]);
    expect(() => heldCases(path)).toThrow(SuiteError);
    expect(() => heldCases(path)).toThrow(/example\.json: cannot be read \(no regular file\)/);
  });
});
