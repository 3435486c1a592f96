import { dirname, join } from "node:path";
import ts from "typescript";
import { ROOT, type SourceFile } from "./source-files.ts";

type Callable = ts.FunctionDeclaration | ts.ArrowFunction | ts.FunctionExpression;

/** By name. */
type Declarations = Map<string, (ts.Node | undefined)[]>;

/** Functions that assert by being called, bare or by one of their members that is listed. */
const ASSERTING: { readonly [name: string]: readonly string[] } = {
  expect: ["", "soft", "poll", "unreachable", "assertions", "hasAssertions"],
  expectTypeOf: [""],
  assertType: [""],
  fc: ["assert"],
};

/** Functions that call the function they are given at least once. */
const CALLING = new Set(["waitFor", "waitUntil", "doesNotThrow"]);

const TEST_NAMES = new Set(["it", "test"]);

/** Members of these that make a function which declares tests, and all that do declare them. */
const MAKERS = new Set(["each", "for", "skipIf", "runIf"]);
const VARIANTS = new Set([...MAKERS, "concurrent", "sequential", "only", "skip", "fails"]);

/** The function of a test with its title, as far as it is written there. */
export interface WrittenTest {
  readonly title: string;
  readonly line: number;
  readonly body: ts.Expression | undefined;
}

/** Every test of a file: `it(…)`, `test.each(…)(…)` and their like. */
export function testsOf({ syntax }: SourceFile): WrittenTest[] {
  const found: WrittenTest[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isTest(node)) {
      const [title, ...more] = node.arguments;
      const { line } = syntax.getLineAndCharacterOfPosition(node.getStart());
      const body = more.findLast((one) => !ts.isObjectLiteralExpression(one) && !ts.isNumericLiteral(one));
      found.push({ title: title?.getText() ?? "", line: line + 1, body });
    }
    ts.forEachChild(node, visit);
  };
  visit(syntax);
  return found;
}

/** True for a call that declares a test, and not for one that makes such a function, as `it.each(list)`. */
function isTest(call: ts.CallExpression): boolean {
  const [title, body] = call.arguments;
  if (title === undefined || body === undefined) return false;
  let callee: ts.Expression = call.expression;
  while (!ts.isIdentifier(callee)) {
    if (ts.isCallExpression(callee)) callee = callee.expression;
    else if (ts.isPropertyAccessExpression(callee) && VARIANTS.has(callee.name.text))
      callee = callee.expression;
    else if (ts.isTaggedTemplateExpression(callee)) callee = callee.tag;
    else return false;
  }
  return TEST_NAMES.has(callee.text) && !isMaker(call.expression);
}

const isMaker = (callee: ts.Expression): boolean =>
  ts.isPropertyAccessExpression(callee) && MAKERS.has(callee.name.text);

/** Tells which code asserts something whenever it runs. */
export class Assertions {
  readonly #files: ReadonlyMap<string, SourceFile>;
  readonly #known = new Map<ts.Node, boolean>();
  readonly #declared = new Map<ts.SourceFile, Declarations>();

  constructor(files: readonly SourceFile[]) {
    this.#files = new Map(files.map((file) => [file.path, file]));
  }

  /** True if each run of the test's function comes to an assertion. */
  isCertain({ body }: WrittenTest): boolean {
    return body !== undefined && this.#calling(body);
  }

  /** True if a call of what the expression names, or is, asserts. */
  #calling(node: ts.Expression): boolean {
    if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return this.#function(node);
    if (ts.isIdentifier(node)) return this.#named(node.text, node.getSourceFile());
    return false;
  }

  #function(node: Callable): boolean {
    const known = this.#known.get(node);
    if (known !== undefined) return known;
    // Recursion proves nothing.
    this.#known.set(node, false);
    const is = node.body !== undefined && this.#asserts(node.body);
    this.#known.set(node, is);
    return is;
  }

  #named(name: string, file: ts.SourceFile): boolean {
    const own = (this.#declarations(file).get(name) ?? []).filter(isFunction);
    if (own.length > 0) return own.every((one) => this.#function(one));
    const from = importOf(name, file);
    const other = from && this.#files.get(from.path);
    return other !== undefined && this.#named(from?.name ?? "", other.syntax);
  }

  /** True if running the node comes to an assertion, whatever the values are. */
  #asserts(node: ts.Node | undefined): boolean {
    if (node === undefined) return false;
    if (ts.isBlock(node)) return this.#sequence(node.statements);
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return false;
    if (ts.isIfStatement(node) || ts.isConditionalExpression(node)) return this.#branches(node);
    if (ts.isForOfStatement(node))
      return (
        this.#asserts(node.expression) || (this.#isFilled(node.expression) && this.#asserts(node.statement))
      );
    if (ts.isForStatement(node))
      return this.#asserts(node.initializer) || (isCounted(node) && this.#asserts(node.statement));
    if (ts.isWhileStatement(node) || ts.isForInStatement(node) || ts.isSwitchStatement(node))
      return this.#asserts(node.expression);
    if (ts.isTryStatement(node)) return this.#asserts(node.tryBlock) || this.#asserts(node.finallyBlock);
    if (ts.isBinaryExpression(node) && isShortCircuit(node)) return this.#asserts(node.left);
    if (ts.isCallExpression(node) && this.#call(node)) return true;
    return ts.forEachChild(node, (child) => this.#asserts(child) || undefined) ?? false;
  }

  #declarations(file: ts.SourceFile): Declarations {
    const declared = this.#declared.get(file) ?? declarationsOf(file);
    this.#declared.set(file, declared);
    return declared;
  }

  /** True for a list that is written out with at least one item, there or where its name is declared. */
  #isFilled(node: ts.Node | undefined, depth = 0): boolean {
    if (node === undefined || depth > 3) return false;
    if (ts.isAsExpression(node) || ts.isParenthesizedExpression(node) || ts.isSatisfiesExpression(node))
      return this.#isFilled(node.expression, depth);
    if (ts.isArrayLiteralExpression(node))
      return node.elements.some(
        (item) => !ts.isSpreadElement(item) || this.#isFilled(item.expression, depth),
      );
    if (!ts.isIdentifier(node)) return false;
    const lists = this.#declarations(node.getSourceFile()).get(node.text) ?? [];
    return lists.length > 0 && lists.every((list) => this.#isFilled(list, depth + 1));
  }

  /** Statements up to the first that may end the function. */
  #sequence(statements: readonly ts.Statement[]): boolean {
    for (const statement of statements) {
      if (this.#asserts(statement)) return true;
      if (mayReturn(statement) && !this.#assertsFirst(statement)) return false;
    }
    return false;
  }

  /** True for a condition that ends the function only after an assertion. */
  #assertsFirst(statement: ts.Statement): boolean {
    if (!ts.isIfStatement(statement)) return false;
    const branches = [statement.thenStatement, ...(statement.elseStatement ? [statement.elseStatement] : [])];
    return branches.every((branch) => !mayReturn(branch) || this.#asserts(branch));
  }

  #branches(node: ts.IfStatement | ts.ConditionalExpression): boolean {
    const [condition, yes, no] = ts.isIfStatement(node)
      ? [node.expression, node.thenStatement, node.elseStatement]
      : [node.condition, node.whenTrue, node.whenFalse];
    return this.#asserts(condition) || (this.#asserts(yes) && this.#asserts(no));
  }

  #call({ expression, arguments: given }: ts.CallExpression): boolean {
    const member = ts.isPropertyAccessExpression(expression) ? expression : undefined;
    const root = member?.expression ?? expression;
    if (ts.isIdentifier(root) && ASSERTING[root.text]?.includes(member?.name.text ?? "")) return true;
    const called = member?.name.text ?? (ts.isIdentifier(expression) ? expression.text : "");
    if (CALLING.has(called)) return given.some((one) => this.#calling(one));
    if (member && this.#isFilled(member.expression) && /^(map|forEach|flatMap)$/.test(called))
      return given.some((one) => this.#calling(one));
    return this.#calling(expression);
  }
}

const isShortCircuit = ({ operatorToken: { kind } }: ts.BinaryExpression): boolean =>
  kind === ts.SyntaxKind.AmpersandAmpersandToken ||
  kind === ts.SyntaxKind.BarBarToken ||
  kind === ts.SyntaxKind.QuestionQuestionToken;

function mayReturn(node: ts.Node): boolean {
  if (ts.isReturnStatement(node)) return true;
  if (ts.isFunctionLike(node)) return false;
  return ts.forEachChild(node, (child) => mayReturn(child) || undefined) ?? false;
}

/** True for a loop that counts from one number that is written out up to a larger one. */
function isCounted({ initializer, condition }: ts.ForStatement): boolean {
  if (!initializer || !ts.isVariableDeclarationList(initializer)) return false;
  const from = initializer.declarations[0]?.initializer;
  if (!condition || !ts.isBinaryExpression(condition) || !from) return false;
  return (
    ts.isNumericLiteral(from) &&
    ts.isNumericLiteral(condition.right) &&
    Number(from.text) < Number(condition.right.text)
  );
}

/** What a file declares by each name, in whatever scope: functions, and what is assigned to variables. */
function declarationsOf(file: ts.SourceFile): Declarations {
  const found: Declarations = new Map();
  const add = (name: ts.Node | undefined, value: ts.Node | undefined): void => {
    if (name && ts.isIdentifier(name)) found.set(name.text, [...(found.get(name.text) ?? []), value]);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionDeclaration(node)) add(node.name, node);
    if (ts.isVariableDeclaration(node)) add(node.name, node.initializer);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

const isFunction = (node: ts.Node | undefined): node is Callable =>
  node !== undefined &&
  (ts.isFunctionDeclaration(node) || ts.isArrowFunction(node) || ts.isFunctionExpression(node));

function importOf(name: string, file: ts.SourceFile): { path: string; name: string } | undefined {
  for (const statement of file.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const bindings = statement.importClause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings)) continue;
    const found = bindings.elements.find((one) => one.name.text === name);
    const path = join(ROOT, dirname(file.fileName), statement.moduleSpecifier.text).slice(ROOT.length);
    if (found) return { path, name: (found.propertyName ?? found.name).text };
  }
  return undefined;
}
