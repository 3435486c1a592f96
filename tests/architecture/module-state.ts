import ts from "typescript";
import { describe, expect, it } from "vitest";
import { sourceFiles } from "./source-files.ts";

/** A cache belongs to the value that it is about; a value that cannot hold it has a WeakMap in its own module. */
const WEAK_MAPS = [
  "src/contract/conditions/compiled.ts",
  "src/contract/documented-operation.ts",
  "src/http/exchange.ts",
];

const COLLECTIONS = new Set(["Map", "Set", "WeakSet", "Array"]);

/** Methods that change what they are called on. */
const CHANGES = new Set([
  "set", "add", "delete", "clear", "push", "pop", "shift", "unshift", "splice", "sort", "reverse", "fill", "copyWithin",
]); // biome-ignore format: a list reads better in lines

interface Found {
  readonly weakMaps: readonly string[];
  readonly state: readonly string[];
}

/** What of a module outlives a call and may change: variables, and constants that hold a collection which is changed. */
function stateIn(source: ts.SourceFile): Found {
  const weakMaps: string[] = [];
  const state: string[] = [];
  const changed = changedNames(source);
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && node.expression.getText() === "WeakMap") weakMaps.push(nameOf(node));
    ts.forEachChild(node, visit);
  };
  visit(source);
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    const isConstant = (statement.declarationList.flags & ts.NodeFlags.Const) !== 0;
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (!isConstant || (isCollection(initializer) && changed.has(name.getText())))
        state.push(name.getText());
    }
  }
  for (const statement of source.statements)
    if (ts.isClassDeclaration(statement)) state.push(...staticState(statement));
  return { weakMaps, state };
}

const nameOf = ({ parent }: ts.NewExpression): string =>
  ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent) ? parent.name.getText() : "a WeakMap";

/** Static fields that can be assigned, or hold a collection. */
const staticState = ({ name, members }: ts.ClassDeclaration): string[] =>
  members.filter(ts.isPropertyDeclaration).flatMap((member) => {
    const has = (kind: ts.SyntaxKind) => member.modifiers?.some((one) => one.kind === kind) ?? false;
    const isState = !has(ts.SyntaxKind.ReadonlyKeyword) || isCollection(member.initializer);
    return has(ts.SyntaxKind.StaticKeyword) && isState ? [`${name?.getText()}.${member.name.getText()}`] : [];
  });

function isCollection(initializer: ts.Expression | undefined): boolean {
  if (initializer === undefined) return false;
  if (ts.isAsExpression(initializer)) return isCollection(initializer.expression);
  if (ts.isArrayLiteralExpression(initializer) || ts.isObjectLiteralExpression(initializer)) return true;
  return ts.isNewExpression(initializer) && COLLECTIONS.has(initializer.expression.getText());
}

/** Names on which a changing method is called, or of which a member is assigned or deleted. */
function changedNames(source: ts.SourceFile): Set<string> {
  const names = new Set<string>();
  const rootOf = (node: ts.Expression): void => {
    if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) rootOf(node.expression);
    else if (ts.isIdentifier(node)) names.add(node.text);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      if (CHANGES.has(node.expression.name.text)) rootOf(node.expression.expression);
    } else if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) {
      if (!ts.isIdentifier(node.left)) rootOf(node.left);
    } else if (ts.isDeleteExpression(node)) rootOf(node.expression);
    else if ((ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) && isStep(node.operator))
      rootOf(node.operand);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
}

const isAssignment = (kind: ts.SyntaxKind): boolean =>
  kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;

const isStep = (kind: ts.SyntaxKind): boolean =>
  kind === ts.SyntaxKind.PlusPlusToken || kind === ts.SyntaxKind.MinusMinusToken;

describe("state of modules", () => {
  const files = sourceFiles("src").map(({ path, syntax }) => ({ file: path, ...stateIn(syntax) }));

  it("there is none: what changes is a field of some value", () => {
    expect(files.length).toBeGreaterThan(200);
    expect(files.flatMap(({ file, state }) => state.map((name) => `${file}: ${name}`))).toEqual([]);
  });

  it("but for the WeakMaps of values that cannot hold what is known of them", () => {
    const found = files.flatMap(({ file, weakMaps }) => weakMaps.map(() => file));
    expect(found.sort()).toEqual(WEAK_MAPS);
  });

  it.each<[string, string, Partial<Found>]>([
    ["a variable", "let a = 0;", { state: ["a"] }],
    ["an old variable", "var a = 0;", { state: ["a"] }],
    ["an exported variable", "export let a = 0;", { state: ["a"] }],
    ["a map that is written", "const a = new Map<string, number>(); export const f = () => a.set('', 1);", { state: ["a"] }],
    ["a list that grows", "const a: number[] = []; const f = () => a.push(1);", { state: ["a"] }],
    ["a list that is filled by index", "const a: number[] = []; const f = () => { a[0] ??= 1; };", { state: ["a"] }],
    ["an object whose member changes", "const a = { b: 0 }; const f = () => { a.b += 1; };", { state: ["a"] }],
    ["an object whose member is counted up", "const a = { b: 0 }; const f = () => a.b++;", { state: ["a"] }],
    ["a static field", "class A { static b = 0; }", { state: ["A.b"] }],
    ["a static map", "class A { static readonly b = new Map(); }", { state: ["A.b"] }],
    ["a WeakMap", "const a = new WeakMap();", { weakMaps: ["a"] }],
    ["a WeakMap within a function", "const f = () => new WeakMap();", { weakMaps: ["a WeakMap"] }],
    ["a constant set", "const A = new Set([1]); export const f = () => A.has(1);", { state: [] }],
    ["a variable of a function", "export function f() { let a = 0; return a; }", { state: [], weakMaps: [] }],
    ["a map of an object", "class A { readonly #a = new Map(); b() { this.#a.set(1, 1); } }", { state: [] }],
  ])("is told by %s", (_, text, want) => {
    const syntax = ts.createSourceFile("module.ts", text, ts.ScriptTarget.Latest, true);
    expect(stateIn(syntax)).toMatchObject(want);
  }); // biome-ignore format: a table reads better in lines
});

/** Files of one worker share their modules, so that what replaces one would last for the files after it. */
const replaced = (text: string): string[] => text.match(/\bvi\s*\.\s*(?:mock|doMock)\s*\(/g) ?? [];

describe("the modules that tests share", () => {
  const files = sourceFiles("tests").filter(({ path }) => path.endsWith(".test.ts"));

  it("are replaced by no test: what a test needs otherwise is handed in", () => {
    expect(files.length).toBeGreaterThan(100);
    const found = files.filter(({ syntax }) => replaced(syntax.text).length > 0).map(({ path }) => path);
    expect(found).toEqual([]);
  });

  it("would be told by a call that replaces one", () => {
    const call = ["vi.mo", 'ck("node:fs")'].join("");
    expect(replaced(call)).toHaveLength(1);
  });
});
