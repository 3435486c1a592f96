import ts from "typescript";
import { describe, expect, it } from "vitest";
import { sourceFiles } from "./source-files.ts";

/** Texts that are written for people and files, each by one function. */
const WRITTEN = new Set(["id", "caseId", "case", "fingerprint", "finding", "title", "name", "covers"]);

/** Methods that take a text apart. */
const PARSING = new Set([
  "split", "slice", "substring", "substr", "at", "charAt", "indexOf", "lastIndexOf", "search",
  "startsWith", "endsWith", "match", "matchAll",
]); // biome-ignore format: a list reads better in lines

const ROOMS = ["checks", "targets", "report", "coverage", "findings", "engine", "drift/impact"];

/** The last name of an expression: `finding.case.id` ends in `id`. */
function lastName(node: ts.Node): string | undefined {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  if (ts.isNonNullExpression(node) || ts.isParenthesizedExpression(node)) return lastName(node.expression);
  return ts.isBinaryExpression(node) ? lastName(node.left) : undefined;
}

/** Calls that take a written text apart, by a method of its own or by a pattern that is run over it. */
function parsings(syntax: ts.SourceFile): string[] {
  const found: string[] = [];
  const isWritten = (node: ts.Node | undefined): boolean =>
    node !== undefined && WRITTEN.has(lastName(node) ?? "");
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { name, expression } = node.expression;
      if (PARSING.has(name.text) && isWritten(expression)) found.push(node.getText());
      if (name.text === "exec" && isWritten(node.arguments[0])) found.push(node.getText());
    }
    ts.forEachChild(node, visit);
  };
  visit(syntax);
  return found;
}

const parsed = (text: string): string[] =>
  parsings(ts.createSourceFile("x.ts", text, ts.ScriptTarget.Latest, true));

describe("what is written for people", () => {
  it.each([
    'one.case.id.split("/")',
    "(id ?? '').slice(2)",
    "finding!.fingerprint.indexOf('/')",
    "/a/.exec(violation.title)",
    'origin.name.startsWith("a")',
  ])("is parsed by %s", (text) => expect(parsed(text)).toEqual([text]));

  it.each(['pointer.split("/")', "title.length", "/a/.exec(text)", "id.trim()"])(
    "is not parsed by %s",
    (text) => expect(parsed(text)).toEqual([]),
  );

  it.each(ROOMS)("is parsed nowhere in src/%s", (room) => {
    const files = sourceFiles(`src/${room}`);
    expect(files.length).toBeGreaterThan(0);
    expect(files.flatMap(({ path, syntax }) => parsings(syntax).map((call) => `${path}: ${call}`))).toEqual(
      [],
    );
  });
});
