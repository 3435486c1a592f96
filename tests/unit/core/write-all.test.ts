import node from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SuiteError } from "../../../src/core/errors.ts";
import {
  type Change,
  type FileGroup,
  type FileSystem,
  recover,
  writeAll,
} from "../../../src/core/write-all.ts";

let root: string;
let place: FileGroup;
const at = (name: string) => join(root, name);

beforeEach(() => {
  root = node.mkdtempSync(join(tmpdir(), "write-all-"));
  place = { folder: root, note: at("writing.json") };
  node.writeFileSync(at("replaced"), "old");
  node.writeFileSync(at("removed"), "old");
  node.writeFileSync(at("untouched"), "old");
});
afterEach(() => node.rmSync(root, { recursive: true }));

const OLD = { replaced: "old", removed: "old", untouched: "old" };
const NEW = { replaced: "new", untouched: "old", "deep/made": "new" };
const changes = (): Change[] => [
  { path: at("deep/made"), text: "new" },
  { path: at("replaced"), text: "new" },
  { path: at("removed"), text: undefined },
];

/** Every file below the root by its path, so that what is left over shows as well. */
function found(): { [name: string]: string } {
  const names = node.readdirSync(root, { recursive: true, encoding: "utf8" }).sort();
  const files = names.filter((name) => node.statSync(at(name)).isFile());
  return Object.fromEntries(files.map((name) => [name, node.readFileSync(at(name), "utf8")]));
}

const STEPS = ["copyFileSync", "fsyncSync", "linkSync", "mkdirSync", "openSync", "closeSync", "realpathSync", "renameSync", "rmSync", "statSync", "writeSync"] as const; // biome-ignore format: a list of words

/** The file system, where the step with this number fails: that step alone, or for one that is killed all after it. */
function failing(step: number, isKilled: boolean): { files: FileSystem; calls: () => number } {
  let count = 0;
  const wrap = (name: (typeof STEPS)[number]) => {
    const real = node[name] as (...args: unknown[]) => unknown;
    return (...args: unknown[]) => {
      count += 1;
      if (count === step || (isKilled && count > step))
        throw Object.assign(new Error(`no room for ${name}`), { code: "ENOSPC" });
      return real(...args);
    };
  };
  const files = { ...node, ...Object.fromEntries(STEPS.map((name) => [name, wrap(name)])) };
  return { files, calls: () => count };
}

/** Writes with one step that fails, from the same old files each time. @returns the message of the refusal, if any */
async function attempt(step: number, isKilled: boolean): Promise<string> {
  node.rmSync(root, { recursive: true });
  node.mkdirSync(root);
  for (const [name, text] of Object.entries(OLD)) node.writeFileSync(at(name), text);
  try {
    await writeAll(changes(), place, failing(step, isKilled).files);
    return "";
  } catch (error) {
    return (error as Error).message;
  }
}

/** How many steps a whole write takes. */
async function steps(): Promise<number> {
  const { files, calls } = failing(0, false);
  await writeAll(changes(), place, files);
  return calls();
}

test("every file is written, made or removed, and nothing is left over", async () => {
  await writeAll(changes(), place);
  expect(found()).toEqual(NEW);
});

test("no change needs no file at all", async () => {
  await writeAll([], { folder: at("no/folder"), note: at("no/folder/writing.json") });
  expect(found()).toEqual(OLD);
});

describe("a failure of any one step", () => {
  test("leaves every file as it was, or has no consequence", async () => {
    const outcomes: boolean[] = [];
    for (let step = await steps(); step > 0; step -= 1) {
      const message = await attempt(step, false);
      const files = Object.entries(found()).filter(([name]) => !name.endsWith(".old"));
      expect(Object.fromEntries(files), `step ${step}: ${message}`).toEqual(message === "" ? NEW : OLD);
      outcomes.push(message === "");
    }
    expect(outcomes.filter((isNew) => !isNew).length).toBeGreaterThan(15);
  });

  test("is a suite error that names the file and says that nothing was changed", async () => {
    const files = { ...node, renameSync: failing(1, true).files.renameSync };
    await expect(writeAll(changes(), place, files)).rejects.toThrow(SuiteError);
    await expect(writeAll(changes(), place, files)).rejects.toThrow(
      /deep\/made: cannot be written \(ENOSPC\); no file was changed: the disk is full: make room/,
    );
  });

  test("a file keeps its time and its mode where it is put back", async () => {
    node.chmodSync(at("replaced"), 0o640);
    const before = node.statSync(at("replaced"), { bigint: true });
    let renames = 0;
    const renameSync = (from: string, to: string) => {
      renames += 1;
      if (renames === 3) throw new Error("broken");
      node.renameSync(from, to);
    };
    const removing: Change[] = [...changes().slice(0, 2), { path: at("untouched"), text: "new" }];
    await expect(writeAll(removing, place, { ...node, renameSync } as FileSystem)).rejects.toThrow(
      /untouched/,
    );
    expect(node.statSync(at("replaced"), { bigint: true })).toMatchObject({
      mtimeNs: before.mtimeNs,
      mode: before.mode,
    });
  });
});

describe("a process that is killed", () => {
  test("at any step leaves what the next one puts back, or has written everything", async () => {
    const outcomes: boolean[] = [];
    for (let step = await steps(); step > 0; step -= 1) {
      await attempt(step, true);
      await recover(place);
      const files = Object.fromEntries(Object.entries(found()).filter(([name]) => !name.endsWith(".old")));
      expect([OLD, NEW], `step ${step}`).toContainEqual(files);
      outcomes.push(files.replaced === "old");
    }
    expect(outcomes.filter(Boolean).length).toBeGreaterThan(15);
  });

  test("before its note was whole has touched nothing", async () => {
    node.writeFileSync(place.note, '{"format": "contract-wri');
    await recover(place);
    expect(found()).toEqual(OLD);
  });
});

test("a link stays one, and its target is replaced", async () => {
  node.symlinkSync(at("untouched"), at("link"));
  await writeAll([{ path: at("link"), text: "new" }], place);
  expect(node.lstatSync(at("link")).isSymbolicLink()).toBe(true);
  expect(found()).toMatchObject({ untouched: "new" });
});

test.each([
  ["a folder's place is taken by a file", "replaced/deep/made"],
  ["a name is too long", "x".repeat(300)],
])("where %s, no file is changed, and the next write is not held up", async (_, name) => {
  const writing = writeAll([...changes().slice(1), { path: at(name), text: "new" }], place);
  await expect(writing).rejects.toThrow(/: cannot be written \(\w+\); no file was changed/);
  expect(found()).toEqual(OLD);
  await writeAll(changes(), place);
  expect(found()).toEqual(NEW);
});
