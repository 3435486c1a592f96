import { join } from "node:path";
import { LineCounter, parseDocument } from "yaml";
import { tokensOf } from "../core/json.ts";
import { readTextIfThere } from "../core/read-text.ts";

/** The line of one document, the first one 1, to which a JSON pointer leads; undefined where there is no such line. */
export type LineIn = (pointer: string) => number | undefined;

/** The same, of a document by its path from the project's folder. */
export type LineOf = (document: string, pointer: string) => number | undefined;

/** The lines of a project's documents, each of which is read when the first one is asked for. */
export function documentLines(root: string): LineOf {
  const known = new Map<string, LineIn>();
  return (document, pointer) => {
    const lineIn = known.get(document) ?? linesOf(readTextIfThere(join(root, document), document) ?? "");
    known.set(document, lineIn);
    return lineIn(pointer);
  };
}

/** The lines of a document in YAML or JSON. What a pointer names and the document has not is looked for above it. */
export function linesOf(text: string): LineIn {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, logLevel: "silent" });
  const known = new Map<string, number>();
  const note = (node: unknown, offset: number | undefined, at: string): void => {
    if (offset !== undefined) known.set(at, counter.linePos(offset).line);
    for (const [key, start, child] of childrenOf(node)) note(child, start, `${at}/${key}`);
  };
  note(document.contents, 0, "");
  return (pointer) => {
    const tokens = tokensOf(pointer.replace(/^#/, ""));
    for (let length = tokens.length; length > 0; length--) {
      const line = known.get(
        tokens
          .slice(0, length)
          .map((token) => `/${token}`)
          .join(""),
      );
      if (line !== undefined) return line;
    }
    return undefined;
  };
}

type Child = readonly [key: string, offset: number | undefined, node: unknown];

interface Node {
  readonly items?: readonly unknown[];
  readonly range?: readonly [number, ...unknown[]] | null;
}

/** The members of a mapping by their keys, or the items of a sequence by their numbers, as YAML's nodes have them. */
function childrenOf(node: unknown): Child[] {
  return ((node as Node | null)?.items ?? []).map((item, index): Child => {
    const pair = item as { readonly key?: Node & { readonly value?: unknown }; readonly value?: unknown };
    return pair.key === undefined
      ? [String(index), (item as Node).range?.[0], item]
      : [String(pair.key.value), pair.key.range?.[0], pair.value];
  });
}
