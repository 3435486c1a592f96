import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { ROOT } from "../../../src/core/root.ts";

const read = (...path: string[]): string => readFileSync(join(ROOT, ...path), "utf8");
const { jobs } = parse(read(".github", "workflows", "ci.yml"));
const matrix: string[] = jobs.test.strategy.matrix.node;

test("every supported line of Node.js has a job, and the least version one of its own", () => {
  const { engines } = JSON.parse(read("package.json")) as { engines: { node: string } };
  expect(matrix).toEqual([`${engines.node.replace(">=", "")}.0`, "20", "22", "24", "26"]);
});

test(".ci/run tries the other lines as well", () => {
  const [, lines = ""] = /^const LINES = \[(.*)\];$/m.exec(read("scripts", "ci.js")) ?? [];
  expect(lines.split(", ")).toEqual(matrix.slice(2));
  expect(read(".ci", "run")).toContain("scripts/ci.js");
});
