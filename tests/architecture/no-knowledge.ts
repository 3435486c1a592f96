import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { contract as todays } from "../../generated/index.ts";
import { bindingNames } from "../../src/account/environment.ts";
import type { Contract } from "../../src/contract/contract.ts";
import { isObject } from "../../src/core/json.ts";
import { TOKEN_VARIABLE } from "../../src/core/project.ts";
import { contract } from "../fixtures/project.ts";
import { ROOT, sourceFiles } from "./source-files.ts";

/** Contract words that are words of the trade as well: each group says why it may stand in code. */
const ALLOWED: readonly string[] = [
  // Keywords and annotations of JSON Schema and OpenAPI, and formats of JSON Schema.
  ...["type", "default", "description", "date", "email"],
  // Words of this suite for its own things: cases have a kind and a priority, runs events, rules an id, findings a count.
  ...["id", "kind", "name", "priority", "event", "count", "skip", "new", "success"],
  // Errors of JavaScript, and its reserved words, which no generated constant may be called.
  ...["error", "message", "continue"],
  // Members of the interfaces of Node, undici, nock and json-p3.
  ...["address", "statusCode", "isActive", "location"],
  // English in a message for people.
  ...["deleted", "days"],
];

/** Every word of an endpoint: names, listed values, paths, rules, headers and variables. */
function wordsOf(contract: Contract): Set<string> {
  const words = new Set<string>();
  const add = (value: unknown): void => {
    if (typeof value === "string" && value !== "") words.add(value);
  };
  const visit = (value: unknown, key: string): void => {
    if (Array.isArray(value)) for (const item of value) visit(item, key);
    if (!isObject(value)) return;
    if (key === "properties") for (const name of Object.keys(value)) add(name);
    if (Array.isArray(value.enum)) value.enum.forEach(add);
    add(value.const);
    if (isObject(value["x-binding"])) add(value["x-binding"].env);
    for (const [name, member] of Object.entries(value)) {
      if (!["default", "examples", "example"].includes(name)) visit(member, name);
    }
  };
  for (const name of environmentNames()) for (const word of [name, name.split("_")[0]]) add(word);
  visit(contract.schemas, "");
  Object.values(contract.rateLimit?.headers ?? {}).forEach(add);
  for (const operation of Object.values(contract.operations)) {
    visit(operation, "");
    for (const word of [operation.id, operation.path, operation.server]) add(word);
    for (const parameter of operation.parameters) if (parameter.in !== "query") add(parameter.name);
    for (const { id } of [...operation.rules, ...operation.probes]) add(id);
    for (const segment of operation.path.split("/")) if (/^[a-z]/i.test(segment)) add(segment);
  }
  return words;
}

/** Every environment variable that the project's files name. */
function environmentNames(): string[] {
  const files = readdirSync(join(ROOT, "openapi")).filter((name) => name.endsWith(".yaml"));
  const text = files.map((name) => readFileSync(join(ROOT, "openapi", name), "utf8")).join("\n");
  return text.match(/\b[A-Z][A-Z0-9]*_[A-Z0-9_]*[A-Z0-9]\b/g) ?? [];
}

/** A word that nobody writes by chance: camel case, several words in one, or all in capitals. */
const isDistinctive = (word: string): boolean => /[a-z][A-Z]|[-_/]|[a-z]\d|^[A-Z]{5,}$/.test(word);

/** The distinctive words that stand anywhere in the text of the code, comments included. */
function mentioned(words: ReadonlySet<string>): string[] {
  const distinctive = [...words].filter(isDistinctive);
  return ["src", "scripts"].flatMap(sourceFiles).flatMap(({ path, syntax }) => {
    const parts = new Set(
      syntax.text.split(/[^A-Za-z0-9_/-]+/).flatMap((part) => [part, ...part.split("/")]),
    );
    return distinctive
      .filter((word) => parts.has(word) && !ALLOWED.includes(word))
      .map((word) => `${word}: ${path}`);
  });
}

/** Where each identifier and each string, or part of a template, of the code stands; comments are prose. */
function tokens(): Map<string, Set<string>> {
  const places = new Map<string, Set<string>>();
  for (const { path, syntax } of ["src", "scripts"].flatMap(sourceFiles)) {
    const visit = (node: ts.Node): void => {
      if (
        ts.isIdentifier(node) ||
        ts.isPrivateIdentifier(node) ||
        ts.isStringLiteralLike(node) ||
        ts.isTemplateHead(node) ||
        ts.isTemplateMiddle(node) ||
        ts.isTemplateTail(node) ||
        ts.isRegularExpressionLiteral(node)
      ) {
        const text = node.text.replace(/^#/, "");
        for (const token of [text, ...text.split(/[^A-Za-z0-9_-]+/), ...text.split("/")])
          places.set(token, (places.get(token) ?? new Set()).add(path));
      }
      ts.forEachChild(node, visit);
    };
    visit(syntax);
  }
  return places;
}

describe("the engine", () => {
  const words = wordsOf(contract);
  const places = tokens();

  it("is held against every word of the contract", () => {
    expect(words.size).toBeGreaterThan(100);
  });

  it("is held against the variables that the project names", () => {
    expect(words).toContain(TOKEN_VARIABLE);
    expect(words).toContain(TOKEN_VARIABLE.split("_")[0]);
    for (const name of bindingNames(contract)) expect(words).toContain(name);
    expect.assertions(2 + bindingNames(contract).size);
  });

  it("names no field, value, path or rule of the endpoint", () => {
    const known = [...words].filter((word) => places.has(word) && !ALLOWED.includes(word)).sort();
    expect(known.map((word) => `${word}: ${[...places.get(word)!].join(" ")}`)).toEqual([]);
  });

  it("mentions none of its own words even in a comment", () => {
    expect(mentioned(words)).toEqual([]);
  });

  // Words of new docs that anybody may write are no sign that the code knows them.
  it("mentions none of the words of today's docs alone", () => {
    expect(mentioned(wordsOf(todays))).toEqual([]);
  });

  it("is excused for no word more than it needs", () => {
    expect(ALLOWED.filter((word) => !words.has(word) || !places.has(word))).toEqual([]);
    expect(new Set(ALLOWED).size).toBe(ALLOWED.length);
  });
});
