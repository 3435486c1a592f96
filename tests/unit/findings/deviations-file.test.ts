import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../../../src/core/root.ts";
import type { Deviation } from "../../../src/findings/deviations.ts";
import {
  DEVIATIONS_FILE,
  loadDeviations,
  parseDeviations,
  withDeviation,
} from "../../../src/findings/deviations-file.ts";
import { PROJECT } from "../../fixtures/project.ts";

const entry = (pattern: string): Deviation => ({
  covers: pattern,
  reason: "It is # so: for now.",
  evidence: "seen",
  expires: "2027-01-01",
});

const TEXT = `# The head.

# About b.
- covers: op/echo/b # here
  reason: >-
    It is
    folded.
  evidence: seen
  expires: 2027-01-01

- {covers: op/echo/d, reason: flow, evidence: seen, expires: '2027-01-01'}
`;

describe("known differences are read", () => {
  it("from a list, in order, folded texts and comments included", () => {
    expect(parseDeviations(TEXT, "d.yaml")).toEqual([
      { covers: "op/echo/b", reason: "It is folded.", evidence: "seen", expires: "2027-01-01" },
      { covers: "op/echo/d", reason: "flow", evidence: "seen", expires: "2027-01-01" },
    ]);
  });

  it.each(["", "# only a comment\n", "[]\n", "---\n"])("as none from %j", (text) =>
    expect(parseDeviations(text, "d.yaml")).toEqual([]),
  );

  const item = (changes: object): string =>
    `# head\n- ${JSON.stringify({ ...entry("op/echo/a"), ...changes })}\n`;

  it.each([
    ["a: 1\n", /^d\.yaml:1: expected a list of entries with covers, reason, evidence, expires$/],
    ["- a\n", /^d\.yaml:1: expected an entry with covers, reason, evidence, expires$/],
    ["- a: [\n", /^d\.yaml:2: not YAML: [^\n]{20,}$/],
    ["1\n", /^d\.yaml:1: expected a list/],
    [
      item({ reason: " " }),
      /^d\.yaml:2: an entry without reason; every entry has covers, reason, evidence, expires$/,
    ],
    [item({ evidence: undefined }), /^d\.yaml:2: an entry without evidence/],
    [
      item({ note: "x" }),
      /^d\.yaml:2: "note" is not one of covers, reason, evidence, expires, when, seen, change$/,
    ],
    [item({ change: " " }), /^d\.yaml:2: an entry without change/],
    [
      item({ when: [] }),
      /^d\.yaml:2: when: expected a JSON Schema under each of query, header, body, created/,
    ],
    [
      item({ when: { headers: {} } }),
      /^d\.yaml:2: when: "headers" is not one of query, header, body, created$/,
    ],
    [item({ when: { body: { format: "a" } } }), /^d\.yaml:2: when: body: keyword "format" is not supported/],
    [item({ when: { body: { pattern: "(" } } }), /^d\.yaml:2: when: body: pattern "\(": /],
    [
      item({ when: { body: { pattern: 1 } } }),
      /^d\.yaml:2: when: body: pattern: expected a regular expression, found 1$/,
    ],
    [item({ when: { body: 1 } }), /^d\.yaml:2: when: body: expected a JSON Schema$/],
    [item({ seen: "gone" }), /^d\.yaml:2: seen: expected a JSON Schema, or status and words of the answer$/],
    [item({ seen: { consts: 1 } }), /^d\.yaml:2: seen: keyword "consts" is not supported/],
    [item({ seen: { items: { format: "a" } } }), /^d\.yaml:2: seen: keyword "format" is not supported/],
    [item({ seen: { status: "201" } }), /^d\.yaml:2: seen: status: expected a number$/],
    [item({ seen: { status: 422, words: 1 } }), /^d\.yaml:2: seen: words: expected a text$/],
    [item({ seen: { status: 422, guessed: "so" } }), /^d\.yaml:2: seen: guessed: expected true$/],
    [
      item({ seen: { status: 422, word: "a" } }),
      /^d\.yaml:2: seen: "word" is not one of status, words, guessed$/,
    ],
    [item({ covers: "op/*/a" }), /^d\.yaml:2: covers op\/\*\/a: expected operation\/check\/place/],
    [item({ expires: "2027-02-30" }), /^d\.yaml:2: expires 2027-02-30: expected a day/],
    [item({ expires: 2027 }), /^d\.yaml:2: an entry without expires/],
    [`${item({})}${item({}).slice(7)}`, /^d\.yaml:3: op\/echo\/a is covered twice/],
  ])("and %j is refused with its line", (text, message) => {
    expect(() => parseDeviations(text, "d.yaml")).toThrow(message);
    expect(() => parseDeviations(text, "d.yaml")).toThrow(expect.objectContaining({ name: "SuiteError" }));
  });

  it.each([
    [{ seen: false }],
    [{ seen: { const: { pattern: 1 } } }],
    [{ seen: { status: 422, words: "must be", guessed: true } }],
    [{ when: { body: { required: ["a"] }, created: true }, change: "trimmed" }],
  ])("with what they cover in full: %j", (more) => {
    expect(parseDeviations(item(more), "d.yaml")).toEqual([{ ...entry("op/echo/a"), ...more }]);
  });

  it("several at one place, where they cover different things", () => {
    const text = `${item({ seen: false })}${item({ seen: { const: 1 } }).slice(7)}`;
    expect(parseDeviations(text, "d.yaml")).toHaveLength(2);
  });

  it("without the spaces around a text", () => {
    expect(parseDeviations(item({ reason: " so ", covers: " op/echo/a " }), "d.yaml")).toMatchObject([
      { covers: "op/echo/a", reason: "so" },
    ]);
  });

  it("from the file that is named, the usual one, or none", async () => {
    expect(await loadDeviations("none", PROJECT)).toEqual([]);
    expect(await loadDeviations(undefined, join(PROJECT, "tests"))).toEqual([]);
    expect((await loadDeviations(undefined, PROJECT)).length).toBeGreaterThan(9);
    await expect(loadDeviations("nowhere.yaml", PROJECT)).rejects.toThrow(
      /^--deviations nowhere\.yaml: cannot be read \(ENOENT\)/,
    );
  });
});

describe("a difference is added", () => {
  const added = (pattern: string, text = TEXT): string => withDeviation(text, entry(pattern), "d.yaml");

  it.each([
    ["op/echo/a", ["op/echo/a", "op/echo/b", "op/echo/d"]],
    ["op/echo/c", ["op/echo/b", "op/echo/c", "op/echo/d"]],
    ["op/echo/e", ["op/echo/b", "op/echo/d", "op/echo/e"]],
    ["*/echo/e", ["*/echo/e", "op/echo/b", "op/echo/d"]],
  ])("%s at its place in the order, and nothing else changes", (pattern, order) => {
    const text = added(pattern);
    const all = parseDeviations(text, "d.yaml");
    expect(all.map((one) => one.covers)).toEqual(order);
    expect(all.find((one) => one.covers === pattern)).toEqual(entry(pattern));
    const lines = text.split("\n");
    for (const line of TEXT.split("\n")) expect(lines).toContain(line);
    expect(text.startsWith("# The head.\n\n")).toBe(true);
    expect(text).toContain("# About b.\n- covers: op/echo/b # here\n");
    expect(text).not.toMatch(/\n\n\n/);
    expect(text).toMatch(/[^\n]\n$/);
  });

  it.each(["", "\n", "# head\n", "[]\n", "# head\n[]\n"])("to the empty file %j", (text) => {
    const filled = added("op/echo/a", text);
    expect(parseDeviations(filled, "d.yaml")).toEqual([entry("op/echo/a")]);
    expect(filled.startsWith(text.startsWith("#") ? "# head\n\n- " : "- ")).toBe(true);
  });

  it("in place of one that covers the same", () => {
    const text = added("op/echo/b", TEXT.replace("2027-01-01", "2020-01-01"));
    expect(parseDeviations(text, "d.yaml").map(({ covers, expires }) => [covers, expires])).toEqual([
      ["op/echo/b", "2027-01-01"],
      ["op/echo/d", "2027-01-01"],
    ]);
    expect(text.startsWith("# The head.\n\n# About b.\n- covers: op/echo/b\n")).toBe(true);
    expect(text).toContain("expires: 2027-01-01\n\n- {covers: op/echo/d");
  });

  it("beside one that covers something else at the same place", () => {
    const deviation = { ...entry("op/echo/b"), seen: false };
    const text = withDeviation(TEXT, deviation, "d.yaml");
    expect(parseDeviations(text, "d.yaml").map(({ covers, seen }) => [covers, seen])).toEqual([
      ["op/echo/b", undefined],
      ["op/echo/b", false],
      ["op/echo/d", undefined],
    ]);
  });

  it("in place of the last one, with nothing after it", () => {
    const text = added("op/echo/d");
    expect(text.startsWith(TEXT.slice(0, TEXT.indexOf("- {")))).toBe(true);
    expect(text.slice(TEXT.indexOf("- {"))).toBe(
      '- covers: op/echo/d\n  reason: "It is # so: for now."\n  evidence: seen\n  expires: 2027-01-01\n',
    );
  });

  it("above the comments of the one that it comes before, be they indented", () => {
    const text = TEXT.replace("# About b.", "  # About b,\n# in two lines.");
    expect(added("op/echo/a", text)).toContain(
      "expires: 2027-01-01\n\n  # About b,\n# in two lines.\n- covers: op/echo/b",
    );
  });

  it("above a comment that begins the file", () => {
    const text = TEXT.slice(TEXT.indexOf("# About b."));
    expect(added("op/echo/a", text)).toMatch(/^- covers: op\/echo\/a\n/);
    expect(added("op/echo/a", text).endsWith(`\n\n${text}`)).toBe(true);
  });

  it("with a reason folded at 110 columns", () => {
    const reason = Array.from({ length: 40 }, () => "word").join(" ");
    const lines = withDeviation("", { ...entry("op/echo/a"), reason }, "d.yaml").split("\n");
    const longest = Math.max(...lines.map((line) => line.length));
    expect(longest).toBeGreaterThan(100);
    expect(longest).toBeLessThanOrEqual(110);
  });

  it("a hundred times in any order, and the file is sorted", () => {
    const names = Array.from({ length: 100 }, (_, index) => `op/echo/f${(index * 37) % 100}`);
    const text = names.reduce((sum, name) => added(name, sum), "# head\n");
    const order = parseDeviations(text, "d.yaml").map((one) => one.covers);
    expect(order).toEqual([...names].sort());
  });
});

describe("the file that ships", async () => {
  const text = await readFile(join(ROOT, DEVIATIONS_FILE), "utf8");
  const all = parseDeviations(text, DEVIATIONS_FILE);

  it("is sorted, and every entry says where it is known from", () => {
    expect(all.map((one) => one.covers)).toEqual(all.map((one) => one.covers).sort());
    for (const { evidence } of all) expect(evidence).toMatch(/^(documented|seen|reported) /);
    for (const one of all) expect(one, one.covers).toHaveProperty("seen");
  });
});
