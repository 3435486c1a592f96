import node from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SuiteError } from "../../../src/core/errors.ts";
import { appendToFile, type FileMaker, writeFile } from "../../../src/core/write-file.ts";

let root: string;
let path: string;
beforeEach(() => {
  root = node.mkdtempSync(join(tmpdir(), "write-file-"));
  path = join(root, "kept.yaml");
  node.writeFileSync(path, "what somebody decided");
});
afterEach(() => node.rmSync(root, { recursive: true }));

const textOf = (file: string): string => node.readFileSync(file, "utf8");
const LONG = "0123456789".repeat(1000);

/** A disk that takes so many bytes of each write, and in all; then none, with an error or by saying that it took none. */
function disk({ each = Number.POSITIVE_INFINITY, room = Number.POSITIVE_INFINITY, code = "" }): FileMaker {
  let left = room;
  const writeSync = (descriptor: number, bytes: NodeJS.ArrayBufferView, at: number): number => {
    const length = Math.min(each, left, bytes.byteLength - at);
    if (length === 0 && code !== "") throw Object.assign(new Error("full"), { code, syscall: "write" });
    left -= length;
    return node.writeSync(descriptor, bytes, at, length);
  };
  return { ...node, writeSync: writeSync as FileMaker["writeSync"] };
}

test("a file that is taken piece by piece is whole in the end", () => {
  writeFile(path, LONG, disk({ each: 7 }));
  expect(textOf(path)).toBe(LONG);
  expect(node.readdirSync(root)).toEqual(["kept.yaml"]);
});

describe("a disk that takes a part only leaves the file as it was, and says so in one line", () => {
  test.each([
    ["the disk is full", { room: 4096, code: "ENOSPC" }, /kept\.yaml: cannot be written \(ENOSPC\): the disk is full: make room/],
    ["a quota is used up", { room: 4096, code: "EDQUOT" }, /\(EDQUOT\): your share of the disk is used up/],
    ["a limit on files is met", { room: 4096, code: "EFBIG" }, /\(EFBIG\): it is larger than a file may get/],
    ["it takes nothing and gives no reason", { room: 4096 }, /\(ENOSPC\): the disk is full/],
    ["nothing fits at all", { room: 0, code: "ENOSPC" }, /\(ENOSPC\)/],
  ])("%s", (_, full, message) => {
    expect(() => writeFile(path, LONG, disk(full))).toThrow(SuiteError);
    expect(() => writeFile(path, LONG, disk(full))).toThrow(message);
    expect(textOf(path)).toBe("what somebody decided");
    expect(node.readdirSync(root)).toEqual(["kept.yaml"]);
  });
}); // biome-ignore format: a table reads better in lines

test("every step that fails leaves the old text or the new one, and nothing beside it", () => {
  const names = [
    "closeSync",
    "fsyncSync",
    "mkdirSync",
    "openSync",
    "realpathSync",
    "renameSync",
    "writeSync",
  ] as const;
  for (const name of names) {
    const fail = () => {
      throw Object.assign(new Error(name), { code: "EIO" });
    };
    try {
      writeFile(path, "new", { ...node, [name]: fail });
    } catch (error) {
      expect(error).toBeInstanceOf(SuiteError);
    }
    expect(["what somebody decided", "new"], name).toContain(textOf(path));
    expect(node.readdirSync(root), name).toEqual(["kept.yaml"]);
  }
});

test("a link stays one, the file's mode stays, and folders are made", () => {
  node.symlinkSync(path, join(root, "link"));
  node.chmodSync(path, 0o640);
  writeFile(join(root, "link"), "new");
  expect(node.lstatSync(join(root, "link")).isSymbolicLink()).toBe(true);
  expect([textOf(path), node.statSync(path).mode & 0o777]).toEqual(["new", 0o640]);
  writeFile(join(root, "deep/er/made"), "new");
  expect(textOf(join(root, "deep/er/made"))).toBe("new");
});

test("lines are added to a file that is there, whole, and make none that is not", () => {
  appendToFile(path, ": more", disk({ each: 2 }));
  expect(textOf(path)).toBe("what somebody decided: more");
  expect(() => appendToFile(join(root, "none"), "x")).toThrow("ENOENT");
  expect(node.existsSync(join(root, "none"))).toBe(false);
});
