import { describe, expect, it } from "vitest";
import { type Import, importsOf, sourceFiles } from "./source-files.ts";

const imports = ["src", "scripts", "generated"].flatMap(sourceFiles).flatMap(importsOf);

/** `src/checks/echo.ts` is of `src/checks`, `src/suite.ts` of itself. */
const areaOf = (path: string): string => /^(src\/[^/]+)\//.exec(path)?.[1] ?? path;

const told = (found: readonly Import[]): string[] => found.map(({ from, to }) => `${from} imports ${to}`);

/** Imports out of some areas into others, which there must not be. */
const forbidden = (from: (path: string) => boolean, to: (path: string) => boolean): string[] =>
  told(imports.filter((one) => from(one.from) && to(one.to)));

const within =
  (...areas: readonly string[]) =>
  (path: string): boolean =>
    areas.some((area) => path === area || path.startsWith(`${area}/`));

describe("imports", () => {
  it("are found at all", () => {
    expect(told(imports)).toContain("src/judge.ts imports src/checks/check.ts");
    expect(told(imports)).toContain("src/cli.ts imports src/codegen/command.ts");
    expect(imports.length).toBeGreaterThan(200);
  });

  it.each([
    ["checks know no target", within("src/checks"), within("src/targets")],
    ["targets know no check", within("src/targets"), within("src/checks")],
    ["checks and cases do not know the embedded endpoint", within("src/checks", "src/cases"), within("src/sandbox")],
    ["the embedded endpoint knows neither cases nor checks nor targets", within("src/sandbox"), within("src/cases", "src/checks", "src/targets", "src/suite.ts", "src/findings", "src/report")],
    ["cases know neither checks nor targets", within("src/cases"), within("src/checks", "src/targets", "src/findings", "src/report", "src/suite.ts")],
    ["checks know neither findings nor report", within("src/checks"), within("src/findings", "src/report", "src/suite.ts", "src/cases")],
    ["findings do not know their report", within("src/findings"), within("src/report", "src/suite.ts", "src/cases", "src/targets")],
    ["generators, rules and bodies stand below all that uses them", within("src/arbitrary", "src/rules", "src/body"), within("src/cases", "src/checks", "src/targets", "src/suite.ts", "src/plan.ts", "src/sandbox", "src/findings", "src/report", "src/coverage")],
    ["the shared words know nobody above them", within("src/json.ts", "src/exchange.ts", "src/schema.ts", "src/random.ts"), (path: string) => /^src\/[^/]+\//.test(path) || path === "src/suite.ts"],
    ["capture and code generation do not know a run", within("src/capture", "src/codegen"), within("src/cases", "src/checks", "src/targets", "src/suite.ts", "src/sandbox", "src/findings", "src/report")],
    ["source code does not know tests", within("src", "scripts", "generated"), within("tests")],
  ])("run one way: %s", (_, from, to) => expect(forbidden(from, to)).toEqual([])); // biome-ignore format: a table reads better in lines

  it("of capture/ and codegen/ are made on demand by the command line alone", () => {
    const outside = imports.filter(
      ({ from, to }) =>
        within("src/capture", "src/codegen")(to) &&
        areaOf(from) !== areaOf(to) &&
        !from.startsWith("scripts/"),
    );
    const atRunTime = outside.filter(
      ({ from, dynamic }) =>
        !within("src/capture", "src/codegen", "src/drift")(from) &&
        !(dynamic && within("src/cli.ts", "src/commands")(from)),
    );
    expect(told(atRunTime)).toEqual([]);
  });

  it("of drift/ are made by its own commands alone, which the command line loads on demand", () => {
    const users = imports.filter(({ from, to }) => within("src/drift")(to) && !within("src/drift")(from));
    const commands = ["src/commands/capture.ts", "src/commands/drift.ts", "src/commands/print-drift.ts"];
    expect(new Set(users.map(({ from }) => from))).toEqual(new Set(commands));
    const loaded = imports.filter(({ from, to }) => within(...commands)(to) && !within(...commands)(from));
    expect(loaded.map(({ from, dynamic }) => `${from} ${dynamic}`)).toEqual([
      "src/cli.ts true",
      "src/cli.ts true",
    ]);
  });

  it("in generated/ lead to the one runtime helper, to types, and to packages", () => {
    const own = imports.filter(({ from, to }) => within("generated")(from) && !within("generated")(to));
    const handWritten = own.filter(({ to }) => within("src")(to));
    expect(new Set(handWritten.map(({ to, typeOnly }) => `${to}${typeOnly ? " (types)" : ""}`))).toEqual(
      new Set(["src/arbitrary/index.ts", "src/contract.ts (types)"]),
    );
  });

  it("of generated/ are made by commands and scripts alone: everything else is handed the contract", () => {
    const users = imports.filter(({ from, to }) => within("generated")(to) && !within("generated")(from));
    expect(users.filter(({ from }) => !within("src/commands", "src/cli.ts", "scripts")(from))).toEqual([]);
  });

  it("do not go round in circles, types aside", () => {
    const edges = new Map<string, Set<string>>();
    for (const { from, to, typeOnly } of imports) {
      if (typeOnly || !within("src", "generated")(to)) continue;
      edges.set(from, (edges.get(from) ?? new Set()).add(to));
    }
    expect(circle(edges)).toEqual([]);
  });
});

/** A way along the edges that comes back to its start, or nothing. */
function circle(edges: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const done = new Set<string>();
  const walk = (at: string, path: readonly string[]): string[] => {
    if (path.includes(at)) return [...path.slice(path.indexOf(at)), at];
    if (done.has(at)) return [];
    done.add(at);
    for (const next of edges.get(at) ?? []) {
      const found = walk(next, [...path, at]);
      if (found.length > 0) return found;
    }
    return [];
  };
  for (const start of edges.keys()) {
    const found = walk(start, []);
    if (found.length > 0) return found;
  }
  return [];
}
