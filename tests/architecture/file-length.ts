import { expect, it } from "vitest";
import { sourceFiles } from "./source-files.ts";

const MOST_LINES = 260;

it("no file under src has more than 260 lines", () => {
  const files = sourceFiles("src").map(({ path, syntax }) => ({
    path,
    lines: syntax.text.trimEnd().split("\n").length,
  }));
  expect(files.length).toBeGreaterThan(200);
  const long = files.filter(({ lines }) => lines > MOST_LINES).map(({ path }) => path);
  expect(long).toEqual([]);
});
