import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import { Columns } from "../../../src/report/columns.ts";

describe("a command to copy", () => {
  const COMMAND = "npx contract accept op/echo/thing.width --reason '…'";

  test.each<[what: string, columns: number | undefined, lines: string[]]>([
    ["stays whole where there is no terminal", undefined, [`  accept    ${COMMAND}`]],
    ["stays whole where it fits", 64, [`  accept    ${COMMAND}`]],
    [
      "goes over lines that a shell reads as one",
      44,
      ["  accept    npx contract accept \\", "    op/echo/thing.width --reason '…'"],
    ],
    [
      "breaks no word, however long",
      24,
      ["  accept    npx \\", "    contract accept \\", "    op/echo/thing.width \\", "    --reason '…'"],
    ],
  ])("%s", (_, columns, lines) => {
    expect(new Columns(columns).command("accept", COMMAND)).toEqual(lines);
  });

  test("stays whole where a break would fall within quotes", () => {
    const quoted = "npx contract replay 'op/echo/a b'";
    expect(new Columns(20).command("replay", quoted)).toEqual([`  replay    ${quoted}`]);
  });
});

test("a line of text goes over as many as it takes, none wider than the terminal", () => {
  const text = "fail: 3 findings in create-order, list-orders, delete-order on https://api.example";
  const lines = new Columns(30).lines(text);
  expect(lines.every((one) => stringWidth(one) <= 30)).toBe(true);
  expect(lines.join(" ").replaceAll("- ", "-")).toBe(text);
});

describe("a long word on a narrow terminal", () => {
  test.each<[what: string, text: string, lines: string[]]>([
    [
      "a path ends behind a slash",
      "docs/some/operation/of.yaml#/paths/get",
      ["docs/some/operation/", "of.yaml#/paths/get"],
    ],
    ["an escape stays whole", `${"a".repeat(22)}\u200d bc`, [`${"a".repeat(22)}`, "\\u200d bc"]],
    ["a word of wide characters fits", `/${"予".repeat(14)}`, [`/${"予".repeat(11)}`, "予".repeat(3)]],
  ])("%s", (_, text, lines) => {
    expect(new Columns(24).lines(text)).toEqual(lines);
  });

  test("is cut between escapes, not within one", () => {
    expect(new Columns(24).fit(`${"a".repeat(20)}\u200dbcdefghi`)).toBe(`${"a".repeat(20)}…`);
  });
});

describe("a command with what it does", () => {
  const COMMAND = "npx contract replay op/echo/thing.width";

  test("stands in one line where it fits", () => {
    const told = new Columns(80).commandWith("next", COMMAND, "sends it again");
    expect(told).toEqual([`  next      ${COMMAND} sends it again`]);
  });

  test("can be copied where it does not, with the words below", () => {
    expect(new Columns(44).commandWith("next", COMMAND, "sends it again")).toEqual([
      "  next      npx contract replay \\",
      "    op/echo/thing.width",
      "            sends it again",
    ]);
  });
});
