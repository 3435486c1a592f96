import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { newTag } from "../../../src/account/tag.ts";
import { SuiteError } from "../../../src/core/errors.ts";
import { Journal, type JournalFile } from "../../../src/journal/journal.ts";
import { readJournals } from "../../../src/journal/read-journals.ts";
import { begin, journalFolder } from "./endpoint-target.ts";

const header = () => ({
  tag: newTag(Date.now()),
  target: "http://127.0.0.1:1",
  account: "a",
  operation: "create-thing",
});

const CREATE = { create: 1, at: 5, tag: "t", query: { place: "p" } };

async function read(dir: string) {
  const warnings: string[] = [];
  const journals = await readJournals(dir, (line) => warnings.push(line));
  return { journals, warnings };
}

async function begun(dir: string): Promise<Journal> {
  const journal = await begin(dir, header());
  if (!journal) throw new Error("taken");
  return journal;
}

describe("a journal", () => {
  it("holds what was made and is not gone, once it is read again", async () => {
    const dir = journalFolder();
    const journal = await begun(dir);
    await journal.write(CREATE, true);
    await journal.write({ made: 1, id: "one" });
    await journal.write({ create: 2, at: 6 }, true);
    await journal.write({ none: 2 });
    await journal.write({ create: 3, at: 7 }, true);
    await journal.write({ made: 3, id: "two" });
    await journal.write({ gone: "one" });
    await journal.write({ create: 4, at: 8, tag: "u" }, true);
    const { journals, warnings } = await read(dir);
    expect(warnings).toEqual([]);
    expect(journals).toHaveLength(1);
    const { ledger, alive } = journals[0]!;
    expect([...ledger.ids]).toEqual(["two"]);
    expect([...ledger.pending]).toEqual([[4, { at: 8, tag: "u" }]]);
    expect(ledger.queries).toEqual([{ place: "p" }]);
    expect(alive).toBe(true);
  });

  it("goes when all is settled, or when it tells of nothing", async () => {
    const dir = journalFolder();
    const [settled, blank, left] = [await begun(dir), await begun(dir), await begun(dir)];
    await settled.write(CREATE);
    await left.write(CREATE);
    await settled.end(true);
    await blank.end();
    await left.end(false);
    await left.end(true);
    expect(readdirSync(dir)).toHaveLength(1);
  });

  it("is one run's alone: a second one of its tag on its target gets none, on another target its own", async () => {
    const dir = journalFolder();
    const same = header();
    expect(await begin(dir, same)).toBeDefined();
    expect(await begin(dir, same)).toBeUndefined();
    expect(await begin(dir, { ...same, target: "http://127.0.0.1:2" })).toBeDefined();
    expect(await begin(dir, { ...same, account: "b" })).toBeDefined();
  });

  it("that cannot be begun is a SuiteError of one line, and says where", async () => {
    const file = join(journalFolder(), "file");
    writeFileSync(file, "");
    const failure = await begin(join(file, "journal"), header()).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SuiteError);
    expect((failure as Error).message).toMatch(/^[^\n]*file\/journal: .*(ENOTDIR|EEXIST).*$/);
  });

  it("that takes a line in part begins the next one anew", async () => {
    const written: string[] = [];
    let isFull = false;
    const file: JournalFile = {
      async appendFile(text) {
        written.push(isFull ? String(text).slice(0, 5) : String(text));
        if (isFull) throw Object.assign(new Error("no space"), { code: "ENOSPC" });
      },
      async datasync() {},
      async close() {},
    };
    const journal = new Journal(file, "/nowhere/journal");
    isFull = true;
    await expect(journal.write(CREATE, true)).rejects.toThrow("no space");
    isFull = false;
    await journal.write({ made: 1, id: "one" });
    expect(written.join("").split("\n").at(-2)).toBe('{"made":1,"id":"one"}');
  });
});

describe("a journal that was damaged", () => {
  /** A journal of three lines: its header, a creation and its id. */
  async function three(): Promise<{ dir: string; path: string; text: string }> {
    const dir = journalFolder();
    const journal = await begun(dir);
    await journal.write(CREATE);
    await journal.write({ made: 1, id: "one" });
    await journal.end(false);
    return { dir, path: journal.path, text: readFileSync(journal.path, "utf8") };
  }

  it("is read to its last whole line, wherever it was torn", async () => {
    const { dir, path, text } = await three();
    const [first = "", second = ""] = text.split("\n");
    expect([first, second]).not.toContain("");
    const ends = [first.length + 1, first.length + second.length + 2, text.length];
    for (let length = first.length + 1; length <= text.length; length++) {
      writeFileSync(path, text.slice(0, length));
      const { journals, warnings } = await read(dir);
      const lines = ends.filter((end) => end <= length).length;
      expect(warnings).toEqual([]);
      expect(journals[0]?.ledger.pending.size).toBe(lines === 2 ? 1 : 0);
      expect([...(journals[0]?.ledger.ids ?? [])]).toEqual(lines === 3 ? ["one"] : []);
    }
  });

  it.each([
    ["no JSON", "\u0000\u0000garbage"],
    ["of another shape", '{"made":"one"}'],
    ["no object", "5"],
  ])("loses the lines that are %s, and says file and line", async (_, garbage) => {
    const { dir, path, text } = await three();
    writeFileSync(path, text.replace("\n", `\n${garbage}\n`));
    const { journals, warnings } = await read(dir);
    expect([...(journals[0]?.ledger.ids ?? [])]).toEqual(["one"]);
    expect(warnings).toEqual([expect.stringMatching(/^ct\w+-\w+\.jsonl:2: /)]);
  });

  it.each<[string, (path: string) => void]>([
    ["a pipe", (path) => execFileSync("mkfifo", [path])],
    ["a folder", (path) => mkdirSync(path)],
    ["a device behind a link", (path) => symlinkSync("/dev/zero", path)],
  ])("by %s in its place is named, and holds nobody up", async (_, make) => {
    const { dir, path } = await three();
    rmSync(path);
    make(path);
    const { journals, warnings } = await read(dir);
    expect(journals).toEqual([]);
    expect(warnings).toEqual([expect.stringMatching(/\.jsonl: .*stands where a file should be/)]);
  });

  it("in its header is left alone, and named", async () => {
    const { dir, path, text } = await three();
    writeFileSync(path, text.replace("contract-journal/1", "something/1"));
    const { journals, warnings } = await read(dir);
    expect(journals).toEqual([]);
    expect(warnings).toEqual([expect.stringMatching(/\.jsonl:1: /)]);
  });

  it("before its header was whole is one that is being begun", async () => {
    const { dir, path, text } = await three();
    writeFileSync(path, text.slice(0, 20));
    expect(await read(dir)).toEqual({ journals: [], warnings: [] });
    expect(readdirSync(dir)).toHaveLength(1);
  });
});
