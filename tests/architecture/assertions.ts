import ts from "typescript";
import { describe, expect, it } from "vitest";
import { type SourceFile, sourceFiles } from "./source-files.ts";
import { Assertions, testsOf } from "./unconditional-assertions.ts";

const fileOf = (text: string, path = "x.test.ts"): SourceFile => ({
  path,
  syntax: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true),
});

/** Whether the only test of a text asserts whenever it runs. */
function isCertain(text: string): boolean {
  const helper = fileOf("export const holds = (a) => { expect(a).toBe(1); };", "helper.ts");
  const file = fileOf(`import { holds } from "./helper.ts"; ${text}`);
  const tests = testsOf(file);
  expect(tests).toHaveLength(1);
  return new Assertions([file, helper]).isCertain(tests[0]!);
}

describe("a test asserts whenever it runs", () => {
  it.each([
    'it("a", () => expect(1).toBe(1));',
    'it.each([1])("a", async (one) => { const b = await one; await expect(b).rejects.toThrow(); });',
    'test.skipIf(x)("a", { timeout: 1 }, () => { if (y) z(); expect(1).toBe(1); });',
    'it("a", SLOW, () => expect(1).toBe(1));',
    'it("a", () => { if (x) expect(1).toBe(1); else expect(2).toBe(2); });',
    'it("a", () => { for (const x of [1, 2]) expect(x).toBe(1); });',
    'const LIST = [1] as const; it("a", () => { for (const x of LIST) expect(x).toBe(1); });',
    'it("a", () => { for (let x = 0; x < 3; x++) expect(x).toBe(1); });',
    'it("a", () => { if (x) return expect(1).toBe(1); expect(2).toBe(2); });',
    'it("a", () => { try { expect(1).toBe(1); } finally { end(); } });',
    'it("a", () => fc.assert(fc.property(x, (y) => expect(y).toBe(1))));',
    'it("a", () => { holds(2); });',
    'it("a", holds);',
    'it("a", async () => { await vi.waitFor(() => expect(1).toBe(1)); });',
    'function b() { expect(1).toBe(1); } it("a", () => b());',
  ])("%s", (text) => expect(isCertain(text)).toBe(true));
});

describe("a test may run without an assertion", () => {
  it.each([
    'it("a", () => {});',
    'it("a", () => run());',
    'it("a", SLOW, () => run());',
    'it("a", () => { if (x) expect(1).toBe(1); });',
    'it("a", () => { if (x) return; expect(1).toBe(1); });',
    'it("a", () => { if (x) { return; } else { expect(1).toBe(1); } expect(2).toBe(2); });',
    'it("a", () => { for (const x of list) expect(x).toBe(1); });',
    'const list = []; it("a", () => { for (const x of list) expect(x).toBe(1); });',
    'it("a", () => { for (const x of [...list]) expect(x).toBe(1); });',
    'it("a", () => { for (let x = 0; x < n; x++) expect(x).toBe(1); });',
    'it("a", () => list.forEach((x) => expect(x).toBe(1)));',
    'it("a", () => { while (x) expect(x).toBe(1); });',
    'it("a", () => x && expect(x).toBe(1));',
    'it("a", () => { const later = () => expect(1).toBe(1); });',
    'it("a", () => ({ a: expect.any(String) }));',
  ])("%s", (text) => expect(isCertain(text)).toBe(false));
});

it("a string's own methods declare no tests", () => {
  expect(testsOf(fileOf('const f = (it) => it.replaceAll("/", "\\\\/"); f.test("a", () => {});'))).toEqual(
    [],
  );
});

it("no test of this project may run without an assertion", () => {
  // The shipped suite fails by what it throws.
  const files = sourceFiles("tests").filter(({ path }) => !path.startsWith("tests/contract/"));
  const assertions = new Assertions(files);
  const all = files.flatMap((file) => testsOf(file).map((one) => ({ ...one, path: file.path })));
  expect(all.length).toBeGreaterThan(500);
  const uncertain = all.filter((one) => !assertions.isCertain(one));
  expect(uncertain.map(({ path, line, title }) => `${path}:${line} ${title}`)).toEqual([]);
});
