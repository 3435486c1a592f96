import { execFileSync } from "node:child_process";
import node from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SuiteError } from "../../../src/core/errors.ts";
import { expectWhole, type FileGroup, recover, writeAll } from "../../../src/core/write-all.ts";

let root: string;
let place: FileGroup;
const at = (name: string): string => join(root, name);
const MARK = "1-0123abcd";

beforeEach(() => {
  root = node.mkdtempSync(join(tmpdir(), "write-note-"));
  place = { folder: at("folder"), note: at("folder.writing.json") };
  node.mkdirSync(at("folder/deep"), { recursive: true });
  node.mkdirSync(at("elsewhere"));
  node.writeFileSync(at("folder/inside"), "new");
  node.writeFileSync(at(`folder/.inside.${MARK}.old`), "old");
  for (const name of ["secret", "elsewhere/secret"]) node.writeFileSync(at(name), "precious");
  node.writeFileSync(at(`elsewhere/.secret.${MARK}.old`), "planted");
  node.writeFileSync(at(`.secret.${MARK}.old`), "planted");
  node.symlinkSync(at("elsewhere"), at("folder/link"));
});
afterEach(() => node.rmSync(root, { recursive: true }));

function everything(): { [name: string]: string } {
  const names = node.readdirSync(root, { recursive: true, encoding: "utf8" }).sort();
  const files = names.filter((name) => node.lstatSync(at(name)).isFile());
  return Object.fromEntries(files.map((name) => [name, node.readFileSync(at(name), "utf8")]));
}

const noteOf = (...files: unknown[]): string =>
  JSON.stringify({ format: "contract-writing/1", mark: MARK, files });

describe("a note that no command has written moves no file, neither for a command that writes nor for one that reads", () => {
  test.each<[string, string | (() => string)]>([
    ["a path that leads up", noteOf({ name: "../secret", existed: true })],
    ["a path that leads up to be removed", noteOf({ name: "../secret", existed: false })],
    ["a path that leads up from below", noteOf({ name: "deep/../../secret", existed: false })],
    ["an absolute path", () => noteOf({ name: at("secret"), existed: false })],
    ["a path of Windows that leads up", noteOf({ name: "..\\secret", existed: false })],
    ["a drive of Windows", noteOf({ name: "C:secret", existed: false })],
    ["a path through a link that leads out", noteOf({ name: "link/secret", existed: true })],
    ["a path through a link, to be removed", noteOf({ name: "link/secret", existed: false })],
    ["the folder itself", noteOf({ name: ".", existed: false })],
    ["an empty name", noteOf({ name: "", existed: false })],
    ["a good name before a bad one", noteOf({ name: "inside", existed: true }, { name: "../secret", existed: false })],
    ["a name that is none", noteOf({ name: 7, existed: false })],
    ["no word on what was there", noteOf({ name: "inside" })],
    ["a mark that leads up", noteOf({ name: "inside", existed: true }).replace(MARK, "1/../../secret")],
    ["the form of another program", () => JSON.stringify({ pid: 0, steps: [{ path: at("secret"), made: "x", kept: "y", existed: false }] })],
    ["files that are no list", '{"format":"contract-writing/1","mark":"1-0123abcd","files":{}}'],
    ["null", "null"],
  ])("%s", async (_, text) => {
    node.writeFileSync(place.note, typeof text === "string" ? text : text());
    const before = everything();
    for (const attempt of [
      () => recover(place),
      () => expectWhole(place, "again"),
      () => writeAll([{ path: at("folder/inside"), text: "newer" }], place),
    ]) {
      await expect(attempt()).rejects.toThrow(SuiteError);
      await expect(attempt()).rejects.toThrow(/folder\.writing\.json: .*no command here has written it; remove this file$/);
    }
    expect(everything()).toEqual(before);
  });
}); // biome-ignore format: a table reads better in lines

test("what a command has noted is put back by the next one that writes", async () => {
  node.writeFileSync(
    place.note,
    noteOf({ name: "inside", existed: true }, { name: "deep/made", existed: false }),
  );
  node.writeFileSync(at("folder/deep/made"), "new");
  await recover(place);
  const left = Object.entries(everything()).filter(([name]) => /^folder(?!\/link)/.test(name));
  expect(Object.fromEntries(left)).toEqual({ "folder/inside": "old" });
});

test("a command that reads puts nothing back, and says which one does", async () => {
  node.writeFileSync(place.note, noteOf({ name: "inside", existed: true }));
  const before = everything();
  await expect(expectWhole(place, "npx some command")).rejects.toThrow(
    /folder\.writing\.json: a command was stopped while it wrote .*folder, .*run npx some command, which puts that right/,
  );
  expect(everything()).toEqual(before);
});

test("a link in the folder that leads out of it is not written through", async () => {
  for (const path of ["folder/link/secret", "folder/link/made"])
    await expect(writeAll([{ path: at(path), text: "x" }], place)).rejects.toThrow(/leads out of .*folder/);
  node.symlinkSync(at("secret"), at("folder/linked"));
  await expect(writeAll([{ path: at("folder/linked"), text: undefined }], place)).rejects.toThrow(
    /leads out of/,
  );
  expect(everything()).toMatchObject({ secret: "precious", "elsewhere/secret": "precious" });
});

describe("a note that is no file is not waited for", () => {
  test.each<[string, () => void]>([
    ["a pipe", () => execFileSync("mkfifo", [place.note])],
    ["a folder", () => node.mkdirSync(place.note)],
    ["a device behind a link", () => node.symlinkSync("/dev/zero", place.note)],
  ])("%s", async (_, make) => {
    make();
    for (const attempt of [() => recover(place), () => expectWhole(place, "again")])
      await expect(attempt()).rejects.toThrow(/folder\.writing\.json: .*stands where a file should be/);
  });
});
