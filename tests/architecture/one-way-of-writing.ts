import ts from "typescript";
import { expect, test } from "vitest";
import { sourceFiles } from "./source-files.ts";

/** What makes, changes or moves a file, in any form that node:fs has. */
const WRITES =
  /^(appendFile|copyFile|cp|createWriteStream|ftruncate|link|open|rename|truncate|write|writeFile|writev)(Sync)?$/;

/** Who may call it: the way of writing itself, the journal of a run, which is a log that only grows, what prints, what opens only to read, and the build, which makes its folder anew. */
const ALLOWED = [
  "src/core/write-file.ts",
  "src/core/write-all.ts",
  "src/journal/journal.ts",
  "src/core/output/printer.ts",
  "src/core/regular-file.ts",
  "scripts/build.js",
];

/** The names that a file takes from node:fs or a package which writes, and those that it reaches by the whole module. */
function writesOf({ path, syntax }: ReturnType<typeof sourceFiles>[number]): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const from = node.moduleSpecifier.text;
      if (/^(write-file-atomic|fs-extra|graceful-fs|proper-lockfile)$/.test(from))
        found.push(`${path}: ${from}`);
      const bindings = node.importClause?.namedBindings;
      if (/^(node:)?fs(\/promises)?$/.test(from) && bindings && ts.isNamedImports(bindings))
        for (const { name, propertyName } of bindings.elements)
          if (WRITES.test((propertyName ?? name).text)) found.push(`${path}: ${(propertyName ?? name).text}`);
    }
    if (
      ts.isPropertyAccessExpression(node) &&
      WRITES.test(node.name.text) &&
      /^(node|fs|fsp|files|promises)$/.test(node.expression.getText(syntax))
    )
      found.push(`${path}: ${node.getText(syntax)}`);
    ts.forEachChild(node, visit);
  };
  visit(syntax);
  return found;
}

test("files are written in one way: whole, checked, on the disk, and in one step", () => {
  const all = [
    ...sourceFiles("src"),
    ...sourceFiles("scripts").filter(
      ({ path }) => !["scripts/load.js", "scripts/other-node.js"].includes(path),
    ),
  ];
  const found = all.flatMap(writesOf);
  expect(found.length, "the way itself is found").toBeGreaterThan(5);
  expect(found.filter((one) => !ALLOWED.some((path) => one.startsWith(`${path}:`)))).toEqual([]);
});
