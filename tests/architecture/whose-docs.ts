import { posix } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { importsOf, sourceFiles } from "./source-files.ts";

/** Who reads today's docs: all others stand on `tests/fixtures/project/`, so that new docs leave them as they are. */
const READERS = ["tests/architecture/no-knowledge.ts", "tests/contract/", "tests/unit/findings/deviations-file.test.ts"]; // biome-ignore format: a list reads better in a line

/** Who asks for the checkout's root, for what is no docs: its tests, scripts and compiler, what README says, workflows. */
const AT_ROOT = [
  ...["tests/e2e/command.ts", "tests/e2e/first-finding.test.ts", "tests/e2e/kill.test.ts"],
  ...["tests/e2e/project-copy.ts", "tests/e2e/readme.test.ts", "tests/release/"],
  ...["tests/corpus/", "tests/redos/", "tests/types/generated.test.ts", "tests/unit/codegen/hostile.test.ts"],
  ...["tests/unit/core/root.test.ts", "tests/unit/short-run.test.ts", "tests/unit/workflows/"],
];

/** Who knows where the root is, to find code and what lies in tests/. */
const ITS_ROOT = ["tests/architecture/source-files.ts", "tests/fixtures/contracts/", "tests/fixtures/make-project.ts", "tests/native-source.ts"]; // biome-ignore format: a list reads better in a line

/** The beginnings of the relative paths in `new URL(…)` of a file. */
function pathsIn(syntax: ts.SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const [first] =
      ts.isNewExpression(node) && node.expression.getText() === "URL" ? (node.arguments ?? []) : [];
    if (first && ts.isStringLiteralLike(first)) found.push(first.text);
    if (first && ts.isTemplateExpression(first)) found.push(first.head.text);
    ts.forEachChild(node, visit);
  };
  visit(syntax);
  return found.filter((text) => text.startsWith("."));
}

const isIn = (places: readonly string[], path: string): boolean =>
  places.some((place) => (place.endsWith("/") ? path.startsWith(place) : path === place));

describe("tests", () => {
  const imports = sourceFiles("tests")
    // Judged by the compiler, in the project that tests stand on.
    .filter(({ path }) => !path.endsWith(".types.ts"))
    .flatMap(importsOf);

  it("import today's generated code nowhere but where it is meant", () => {
    const found = imports.filter(({ to }) => to.startsWith("generated/")).map(({ from }) => from);
    expect(found.filter((path) => !isIn(READERS, path))).toEqual([]);
  });

  it("ask for the checkout's root nowhere but where no docs are read", () => {
    const found = imports.filter(({ to }) => to === "src/core/root.ts").map(({ from }) => from);
    expect(found.filter((path) => !isIn([...READERS, ...AT_ROOT], path))).toEqual([]);
  });

  it("reach out of tests/ by a path of their own into src/ alone", () => {
    const out = sourceFiles("tests").flatMap(({ path, syntax }) =>
      pathsIn(syntax)
        .map((text) => posix.join(posix.dirname(path), text))
        .filter((to) => !/^(?:src|tests)(?:\/|$)/.test(to))
        .map((to) => `${path}: ${to}`),
    );
    expect(
      out.filter((text) => !isIn([...READERS, ...AT_ROOT, ...ITS_ROOT], text.split(":")[0] ?? "")),
    ).toEqual([]);
  });
});
