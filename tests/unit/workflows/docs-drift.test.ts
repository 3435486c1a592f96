import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
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
  readonly with?: { readonly [name: string]: unknown };
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
    expect(used.filter((one) => !/^actions\/[a-z-]+@[0-9a-f]{40}$/.test(one))).toEqual([]);
  });

  test("puts no expression into a script, which text from outside could end", () => {
    expect(stepsOf(workflow).filter(({ run = "" }) => run.includes("${{"))).toEqual([]);
  });
});

describe("docs-drift.yml", () => {
  const workflow = parse(read("docs-drift.yml")) as Workflow;
  const { read: reading, keep } = workflow.jobs;
  const scripts = stepsOf(workflow)
    .map(({ run = "" }) => run)
    .join("\n");

  test("runs each night and on request, one at a time", () => {
    expect(Object.keys(workflow.on).sort()).toEqual(["schedule", "workflow_dispatch"]);
    expect(workflow.on.schedule).toEqual([{ cron: expect.stringMatching(/^\d+ \d+ \* \* \*$/) }]);
    expect(workflow.concurrency.group).toBe("docs-drift");
  });

  test("has no token that writes where anything is installed or run", () => {
    expect(workflow.permissions).toEqual({});
    expect(reading!.permissions).toEqual({ contents: "read" });
    expect(reading!.steps.find(({ uses }) => uses?.includes("checkout"))!.with).toMatchObject({
      "persist-credentials": false,
    });
    expect(keep!.permissions).toEqual({ contents: "write", "pull-requests": "write" });
    expect(keep!.steps.map(({ run = "" }) => run).join("\n")).not.toMatch(/\bnp[mx]\b/);
  });

  test("is neutral without the variable that it reads", () => {
    expect(reading!.env.DOCS_URL).toMatch(/^\$\{\{ vars\.DOCS_URL \}\}$/);
    const { run } = reading!.steps[0]!;
    const output = join(mkdtempSync(join(tmpdir(), "workflow-")), "output");
    writeFileSync(output, "");
    const said = execFileSync("bash", ["-e", "-c", run!], {
      env: { ...process.env, DOCS_URL: "", GITHUB_OUTPUT: output },
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    });
    expect(said).toContain("::notice::The repository variable DOCS_URL is not set");
    expect(readFileSync(output, "utf8")).toBe("");
    for (const step of reading!.steps.slice(1)) expect(step.if).toMatch(/outputs\.(?:docs|status)/);
  });

  test("takes in the docs, runs all tests, and says so in the body, with what is left to a person", () => {
    const order = ["capture --check", "--markdown", "args=(update)", "[@]}\" \"$DOCS_URL\" >", "npm test", "`npm test`", "update.txt\" | tr", "gh pr list", "gh pr edit", "gh pr create"]; // biome-ignore format: a list reads better in a line
    const found = order.map((one) => scripts.indexOf(one));
    expect(found.filter((at) => at < 0)).toEqual([]);
    expect(found).toEqual(found.toSorted((a, b) => a - b));
    expect(scripts).toContain("close and reopen this one to start CI");
    expect(scripts).not.toContain("--force");
  });

  test("knows its commands", () => {
    const cli = readFileSync(join(ROOT, "src", "commands", "docs-program.ts"), "utf8");
    for (const option of ["--check", "--markdown", "--operation <id>"]) expect(cli).toContain(option);
  });
});
