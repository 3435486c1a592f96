import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** A hand-written or generated file, parsed. */
export interface SourceFile {
  /** Path from the root. */
  readonly path: string;
  readonly syntax: ts.SourceFile;
}

export interface Import {
  readonly from: string;
  /** Path from the root, or the name of a package. */
  readonly to: string;
  /** Whether it vanishes when types are stripped. */
  readonly typeOnly: boolean;
  /** Whether it happens at a call of `import()`. */
  readonly dynamic: boolean;
}

const parsed = new Map<string, SourceFile>();

/** Every TypeScript and JavaScript file below a folder of the root, each parsed once. */
export function sourceFiles(folder: string): SourceFile[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.[cm]?[jt]s$/.test(name))
    .sort()
    .map((name) => sourceFile(join(folder, name)));
}

function sourceFile(path: string): SourceFile {
  const known = parsed.get(path);
  if (known) return known;
  const text = readFileSync(join(ROOT, path), "utf8");
  const file = { path, syntax: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) };
  parsed.set(path, file);
  return file;
}

export function importsOf({ path, syntax }: SourceFile): Import[] {
  const found: Import[] = [];
  const add = (specifier: ts.Expression | undefined, typeOnly: boolean, dynamic: boolean): void => {
    if (specifier === undefined || !ts.isStringLiteral(specifier)) return;
    const to = specifier.text.startsWith(".")
      ? relative(ROOT, join(ROOT, dirname(path), specifier.text))
      : specifier.text;
    found.push({ from: path, to, typeOnly, dynamic });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node))
      add(node.moduleSpecifier, node.importClause?.isTypeOnly ?? false, false);
    if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly, false);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false, true);
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node.argument.literal as ts.Expression, true, false);
    ts.forEachChild(node, visit);
  };
  visit(syntax);
  return found;
}
