import ts from "typescript";
import { describe, expect, it } from "vitest";
import { sourceFiles } from "./source-files.ts";

/** A sentence that begins like a question says what is asked for, not what is there. */
const QUESTION = /^(What|Whether|Where|How)\b/;

const MAY_QUESTION = /\/\*\*[\s*]*(What|Whether|Where|How)\b/;

const DOC_COMMENT = /^\/\*\*([\s\S]*)\*\/$/;

/** The doc comments of a file, each once, without their marks. */
function docstrings(syntax: ts.SourceFile): string[] {
  const found = new Map<number, string>();
  const visit = (node: ts.Node): void => {
    const start = node.getFullStart();
    const comments = [ts.getLeadingCommentRanges, ts.getTrailingCommentRanges].flatMap(
      (rangesAt) => rangesAt(syntax.text, start) ?? [],
    );
    for (const { pos, end } of comments) {
      const [, text] = DOC_COMMENT.exec(syntax.text.slice(pos, end)) ?? [];
      if (text !== undefined) found.set(pos, text.replace(/^\s*\* ?/gm, "").trim());
    }
    for (const child of node.getChildren(syntax)) visit(child);
  };
  visit(syntax);
  return [...found.values()];
}

/** Docstrings that begin like a question; only a file with such a text in it is parsed for them. */
const questions = (syntax: ts.SourceFile): string[] =>
  MAY_QUESTION.test(syntax.text) ? docstrings(syntax).filter((text) => QUESTION.test(text)) : [];

const parsed = (text: string): ts.SourceFile =>
  ts.createSourceFile("x.ts", text, ts.ScriptTarget.Latest, true);

describe("a docstring", () => {
  it.each([
    ["of a constant", "/** What a is. */\nconst a = 1;"],
    ["over lines", "/**\n * Whether a holds\n * at all.\n */\nfunction a() {}"],
    ["of a member", "interface A {\n  /** Where it is. */\n  readonly b: string;\n}"],
    ["of an alternative", "type A =\n  /** How it is. */\n  | 1\n  | 2;"],
    ["of a parameter", "function a(/** What it is. */ b: string) {}"],
  ])("%s that begins like a question is seen", (_, text) => expect(questions(parsed(text))).toHaveLength(1));

  it.each([
    ["with the word elsewhere", "/** Tells what a is. */\nconst a = 1;"],
    ["with a word that only begins so", "/** However it is. */\nconst a = 1;"],
    ["that is a text", 'const a = "/** What */";'],
    ["that is a plain comment", "// What a is.\nconst a = 1;"],
  ])("%s is not", (_, text) => expect(questions(parsed(text))).toEqual([]));

  it.each(["src", "scripts"])(
    "of %s begins with what there is or what is done, not like a question",
    (folder) => {
      const files = sourceFiles(folder);
      expect(files.filter(({ syntax }) => syntax.text.includes("/** ")).length).toBeGreaterThan(4);
      expect(
        files.flatMap(({ path, syntax }) => questions(syntax).map((text) => `${path}: ${text}`)),
      ).toEqual([]);
    },
  );
});
