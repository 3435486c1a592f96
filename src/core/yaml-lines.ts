/** The lines of a YAML text at which its values stand. */
import { isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";

/** The line of the value that some keys and indexes lead to, counted from 1; of the last that is there. */
export type YamlLines = (path: readonly (string | number)[]) => number;

/** Reads a text once, to be asked for many lines. */
export function yamlLines(text: string): YamlLines {
  const counter = new LineCounter();
  const { contents } = parseDocument(text, { lineCounter: counter });
  return (path) => {
    let [node, offset]: [unknown, number] = [contents, 0];
    for (const step of path) {
      const found = memberOf(node, step);
      if (found === undefined) break;
      [node, offset] = [found.value, found.offset];
    }
    return counter.linePos(offset).line || 1;
  };
}

/** The value under a key or index with the place where its entry begins. */
function memberOf(
  node: unknown,
  step: string | number,
): { readonly value: unknown; readonly offset: number } | undefined {
  if (isSeq(node)) return placed(node.items[Number(step)]);
  if (!isMap(node)) return undefined;
  const pair = node.items.find(({ key }) => (isScalar(key) ? String(key.value) : key) === String(step));
  const offset = isNode(pair?.key) ? (pair.key as Node).range?.[0] : undefined;
  return pair === undefined || offset === undefined ? undefined : { value: pair.value, offset };
}

function placed(node: unknown): { readonly value: unknown; readonly offset: number } | undefined {
  const offset = isNode(node) ? node.range?.[0] : undefined;
  return offset === undefined ? undefined : { value: node, offset };
}
