/** The entries of the project's own files that are about parts of the docs which are gone. */

import { join } from "node:path";
import { isMap, isPair, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import { tokensOf } from "../core/json.ts";
import { fileOf } from "../core/project.ts";
import { readTextIfThere } from "../core/read-text.ts";
import type { Change, DriftReport } from "../drift/change.ts";
import { type LeftOver, leftOver } from "./left-over.ts";

/** The files in which a person keeps what the endpoint was seen to do. */
const FILES = [
  ["deviations.yaml", "known difference"],
  ["observed.yaml", "observed fact"],
] as const;

/** The name of a field, or the value, that a change takes away; undefined where it takes nothing away. */
function goneIn({ kind, at, before }: Change): string | undefined {
  if (kind === "property-removed") return tokensOf(at).at(-1);
  if (kind === "enum-removed" && typeof before === "string") return before;
  return undefined;
}

/** The entries of an operation's files that name what the changes take away, each with its line. */
export function leftMentions(
  root: string,
  { operation, changes }: Pick<DriftReport, "operation" | "changes">,
): LeftOver[] {
  const gone = new Set(changes.flatMap((change) => goneIn(change) ?? []));
  if (gone.size === 0) return [];
  return FILES.flatMap(([name, what]) => {
    const file = fileOf(root, operation, name);
    const text = readTextIfThere(join(root, file), file);
    if (text === undefined) return [];
    return mentionsIn(text, gone).map(({ line, name }) =>
      leftOver(
        false,
        { file, line },
        `this ${what} is about ${JSON.stringify(name)}, which the docs no longer have`,
        "look whether it still holds, and remove it or what names that",
      ),
    );
  });
}

/** The lines of keys and texts that name one of some things, as a word of a pointer or a place. */
function mentionsIn(text: string, gone: ReadonlySet<string>): { line: number; name: string }[] {
  const counter = new LineCounter();
  const found = new Map<number, string>();
  const visit = (node: unknown): void => {
    if (isMap(node) || isSeq(node)) node.items.forEach(visit);
    else if (isPair(node)) [node.key, node.value].forEach(visit);
    else if (isScalar(node) && typeof node.value === "string") {
      const name = node.value.split(/[/.]/).find((word) => gone.has(word));
      if (name !== undefined) found.set(counter.linePos(node.range?.[0] ?? 0).line, name);
    }
  };
  visit(parseDocument(text, { lineCounter: counter }).contents);
  return [...found].map(([line, name]) => ({ line, name }));
}
