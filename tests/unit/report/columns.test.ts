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
