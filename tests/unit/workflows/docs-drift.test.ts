import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse, parseDocument } from "yaml";
import { ROOT } from "../../../src/core/root.ts";

const FOLDER = join(ROOT, ".github", "workflows");
const read = (name: string): string => readFileSync(join(FOLDER, name), "utf8");

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly env?: { readonly [name: string]: string };
}
interface Workflow {
  readonly on: { readonly schedule?: readonly { readonly cron: string }[] };
  readonly permissions: object;
  readonly concurrency: { readonly group: string };
  readonly jobs: {
    readonly [name: string]: {
      readonly permissions: object;
      readonly env: { readonly [name: string]: string };
      readonly steps: readonly Step[];
    };
  };
}

const stepsOf = (workflow: Workflow): Step[] => Object.values(workflow.jobs).flatMap(({ steps }) => steps);

describe.each(readdirSync(FOLDER))("the workflow %s", (name) => {
  const workflow = parse(read(name)) as Workflow;

  test("is YAML without a warning", () => {
    const { errors, warnings } = parseDocument(read(name));
    expect([...errors, ...warnings]).toEqual([]);
  });

  test("uses official actions alone", () => {
    const used = stepsOf(workflow).flatMap(({ uses }) => uses ?? []);
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((one) => !/^actions\/[a-z-]+@v\d+$/.test(one))).toEqual([]);
  });

  test("puts no expression into a script, which text from outside could end", () => {
    expect(stepsOf(workflow).filter(({ run = "" }) => run.includes("${{"))).toEqual([]);
  });
});

describe("docs-drift.yml", () => {
  const workflow = parse(read("docs-drift.yml")) as Workflow;
  const { drift } = workflow.jobs;
  const scripts = drift!.steps.map(({ run = "" }) => run).join("\n");

  test("runs each night and on request, one at a time", () => {
    expect(Object.keys(workflow.on).sort()).toEqual(["schedule", "workflow_dispatch"]);
    expect(workflow.on.schedule).toEqual([{ cron: expect.stringMatching(/^\d+ \d+ \* \* \*$/) }]);
    expect(workflow.concurrency.group).toBe("docs-drift");
  });

  test("may write contents and pull requests, nothing else", () => {
    expect(workflow.permissions).toEqual({});
    expect(drift!.permissions).toEqual({ contents: "write", "pull-requests": "write" });
  });

  test("reads a variable that it asks for before anything else", () => {
    expect(drift!.env.DOCS_URL).toMatch(/^\$\{\{ vars\.DOCS_URL \}\}$/);
    expect(drift!.steps[0]!.run).toMatch(/-z "\$DOCS_URL"[\s\S]*DOCS_URL is not set[\s\S]*exit 1/);
  });

  test("captures, regenerates, runs offline, and keeps one pull request with the report as its body", () => {
    const order = [
      "capture --check",
      "--markdown",
      "args=(capture)",
      "contract generate",
      "run --target sandbox",
      "run --target recorded",
      "--force-with-lease",
      "gh pr list",
      "gh pr edit",
      "gh pr create",
    ];
    const found = order.map((one) => scripts.indexOf(one));
    expect(found.filter((at) => at < 0)).toEqual([]);
    expect(found).toEqual(found.toSorted((a, b) => a - b));
    expect(scripts.match(/--body-file/g)).toHaveLength(2);
  });

  test("knows its commands", () => {
    const cli = readFileSync(join(ROOT, "src", "commands", "program.ts"), "utf8");
    for (const option of ["--check", "--markdown", "--operation <id>", "--target <target>"])
      expect(cli).toContain(option);
  });
});
