import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Import, importsOf, ROOT, sourceFiles } from "./source-files.ts";

/** The rooms of `src/` from the ground up, as ARCHITECTURE.md draws them: a room may import those before it, never one after it. */
const ROOMS = [
  "core",
  "contract",
  "codegen",
  "redact",
  "generation",
  "http",
  "account",
  "docs",
  "sandbox",
  "cases",
  "checks",
  "coverage",
  "findings",
  "recordings",
  "journal",
  "targets",
  "engine",
  "drift",
  "report",
  "update",
  "commands",
  "exports",
] as const;

const MOST_LOOSE_FILES = 3;

const imports = ["src", "scripts", "generated"].flatMap(sourceFiles).flatMap(importsOf);

/** `src/checks/echo.ts` is of the room `checks`, `src/cli.ts` of none. */
const roomOf = (path: string): string | undefined => /^src\/([^/]+)\//.exec(path)?.[1];

const rank = (path: string): number => ROOMS.indexOf((roomOf(path) ?? "") as (typeof ROOMS)[number]);

const told = (found: readonly Import[]): string[] => found.map(({ from, to }) => `${from} imports ${to}`);

const within =
  (...areas: readonly string[]) =>
  (path: string): boolean =>
    areas.some((area) => path === area || path.startsWith(`${area}/`));

/** Imports out of some areas into others, types included. */
const between = (from: (path: string) => boolean, to: (path: string) => boolean): string[] =>
  told(imports.filter((one) => from(one.from) && to(one.to)));

describe("imports", () => {
  it("are found at all", () => {
    expect(told(imports)).toContain("src/engine/judge.ts imports src/checks/check.ts");
    expect(told(imports)).toContain("src/commands/docs-program.ts imports src/codegen/command.ts");
    expect(imports.length).toBeGreaterThan(200);
  });

  it("are held to a rule in every room there is", () => {
    const entries = readdirSync(join(ROOT, "src"), { withFileTypes: true });
    const rooms = entries.filter((one) => one.isDirectory()).map(({ name }) => name);
    expect(rooms.sort()).toEqual([...ROOMS].sort());
    const loose = entries.filter((one) => one.isFile()).map(({ name }) => name);
    expect(loose.length).toBeLessThanOrEqual(MOST_LOOSE_FILES);
  });

  it("follow the order in which ARCHITECTURE.md lists the rooms", () => {
    const text = readFileSync(join(ROOT, "ARCHITECTURE.md"), "utf8");
    const rows = [...text.matchAll(/^\| (`[a-z]+`(?:, `[a-z]+`)*) \|/gm)].flatMap(([, names = ""]) =>
      [...names.matchAll(/`([a-z]+)`/g)].map(([, name]) => name),
    );
    expect(rows).toEqual([...ROOMS]);
  });

  it.each(ROOMS)("of src/%s lead to rooms below it alone, types included", (room) => {
    const own = imports.filter(({ from }) => roomOf(from) === room);
    expect(own.length).toBeGreaterThan(0);
    expect(told(own.filter(({ to }) => rank(to) > ROOMS.indexOf(room)))).toEqual([]);
  });

  it("of src/ do not lead to loose files, tests or scripts", () => {
    const loose = (path: string) => /^src\/[^/]+$/.test(path) && path !== "src/short-run.js";
    expect(between(within("src"), loose)).toEqual([]);
    expect(between(within("src", "generated"), within("tests", "scripts"))).toEqual([]);
  });

  it.each([
    ["checks know neither cases nor the embedded endpoint", within("src/checks"), within("src/cases", "src/sandbox", "src/account")],
    ["cases do not know the embedded endpoint or the docs", within("src/cases"), within("src/sandbox", "src/docs", "src/codegen")],
    ["a run does not know how the contract was made", within("src/sandbox", "src/cases", "src/checks", "src/coverage", "src/findings", "src/recordings", "src/journal", "src/targets", "src/engine", "src/report"), within("src/docs", "src/codegen")],
    ["reports do not know drift", within("src/report"), within("src/drift")],
  ])("run one way: %s", (_, from, to) => expect(between(from, to)).toEqual([])); // biome-ignore format: a table reads better in lines

  it("in generated/ lead to the arbitraries, to types of the contract, and to packages", () => {
    const own = imports.filter(({ from, to }) => within("generated")(from) && within("src")(to));
    expect(new Set(own.map(({ to, typeOnly }) => `${to}${typeOnly ? " (types)" : ""}`))).toEqual(
      new Set([
        "src/generation/arbitrary/index.ts",
        "src/contract/client.ts (types)",
        "src/contract/contract.ts (types)",
        "src/contract/typed-operations.ts (types)",
      ]),
    );
  });

  it("of generated/ are made by commands, exports and scripts alone: everything else is handed the contract", () => {
    const outside = (path: string) =>
      !within("src/commands", "src/exports", "src/cli.ts", "scripts", "generated")(path);
    expect(between(outside, within("generated"))).toEqual([]);
  });

  it("of what only one command needs are made on demand", () => {
    const isCommandLine = within("src/cli.ts", "src/commands/program.ts", "src/commands/docs-program.ts");
    const isLate = (path: string) =>
      within("src/docs", "src/codegen", "src/drift", "src/update", "src/commands")(path) &&
      !isCommandLine(path);
    const early = imports.filter(
      ({ from, to, dynamic, typeOnly }) => isCommandLine(from) && isLate(to) && !dynamic && !typeOnly,
    );
    expect(told(early)).toEqual([]);
  });

  it("print through one module alone, which shows what it must not send", () => {
    const printing = sourceFiles("src").filter(({ syntax }) =>
      /process\.(stdout|stderr)|console\./.test(syntax.text),
    );
    expect(printing.map(({ path }) => path)).toEqual(["src/core/output/printer.ts"]);
  });

  it("do not go round in circles, types included", () => {
    const edges = new Map<string, Set<string>>();
    for (const { from, to } of imports)
      if (within("src", "generated")(to)) edges.set(from, (edges.get(from) ?? new Set()).add(to));
    expect(circles(edges)).toEqual([]);
  });
});

/** Each way along the edges that comes back to its start, told once. */
function circles(edges: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const walk = (at: string, path: readonly string[]): void => {
    if (path.includes(at)) found.push([...path.slice(path.indexOf(at)), at].join(" → "));
    if (path.includes(at) || done.has(at)) return;
    for (const next of edges.get(at) ?? []) walk(next, [...path, at]);
    done.add(at);
  };
  for (const start of edges.keys()) walk(start, []);
  return found;
}
