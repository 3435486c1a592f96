import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Report } from "../../src/report/report.ts";
import { THOROUGH } from "../fixtures/sampled.ts";
import { contract, folder } from "./command.ts";

const FEW = ["--requests", "12", "--only", "example,boundary"];

test("parts of a plan on several machines come to one report", THOROUGH, async () => {
  const cwd = await folder();
  for (const index of [1, 2]) {
    const part = await contract(
      ["run", "--shard", `${index}/2`, "--report", `parts/part-${index}`, "--history", "h", ...FEW],
      { cwd },
    );
    expect(part).toMatchObject({ status: 0, stdout: expect.stringContaining(`part ${index} of 2`) });
  }
  const merged = await contract(["merge", "parts", "--report", "all", "--json", "--history", "h"], { cwd });
  expect(merged).toMatchObject({ status: 0, stderr: "" });
  const report = JSON.parse(merged.stdout) as Report;
  expect(report).toMatchObject({ verdict: "pass", requests: { sent: 12 }, cases: { example: { sent: 1 } } });
  expect(JSON.parse(await readFile(join(cwd, "all/report.json"), "utf8"))).toEqual(report);
  expect(await readFile(join(cwd, "all/report.html"), "utf8")).toContain("<!doctype html>");

  const alone = await contract(["merge", "parts/part-1", "--report", "half", "--history", "h"], { cwd });
  expect(alone).toMatchObject({
    status: 3,
    stdout: expect.stringContaining("the report of part 2 of 2 is missing"),
  });
  const whole = await contract(["merge", "all", "--report", "again"], { cwd });
  expect(whole).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/^contract: .*report\.json: expected the report of a part, .*--shard K\/N/),
  });
  const nothing = await contract(["merge", "nowhere", "--report", "again"], { cwd });
  expect(nothing).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/nowhere: expected a report\.json/),
  });
});
