/** Does what an update of the docs leaves to a person, wherever it spells out what to write. */

/** A line of the update with the place and the words under it, such as `openapi/overlay.yaml:12: … ` and `→ target: …`. */
const LEFT = /^(?:error)? +(?<file>[\w./-]+):(?<line>\d+): (?<says>.*)\n +→ (?<todo>.*)$/gm;

/** One thing that is left, as the update prints it. */
export interface Left {
  readonly file: string;
  readonly line: number;
  readonly says: string;
  readonly todo: string;
}

export const leftIn = (printed: string): Left[] =>
  [...printed.matchAll(LEFT)].map(({ groups }) => {
    const { file = "", line = "", says = "", todo = "" } = groups ?? {};
    return { file, line: Number(line), says, todo };
  });

/** Puts the lines of one file as the update says, the last first, so that the numbers of the others hold. */
export function followed(text: string, left: readonly Left[]): string {
  const lines = text.split("\n");
  const sorted = left.toSorted((a, b) => b.line - a.line);
  for (const one of sorted) follow(lines, one);
  return lines.join("\n");
}

function follow(lines: string[], { line, says, todo }: Left): void {
  const at = line - 1;
  const found = lines[at] ?? "";
  const [, target] = /^target: (.*)$/.exec(todo) ?? [];
  const [, mark] = /(- \{hash: .*\})$/.exec(todo) ?? [];
  const [, schema] = /the same would be (schema: \{.*\})$/.exec(todo) ?? [];
  if (/^remove (?:the action|it)$/.test(todo)) removeBlock(lines, at);
  else if (target !== undefined) lines[at] = found.replace(/target: .*/, `target: ${target}`);
  else if (mark !== undefined) lines.splice(at + 1, 0, `  ${mark}`);
  else if (schema !== undefined) lines[at] = found.replace(/schema: .*/, schema);
  else throw new Error(`nobody knows what to do: ${says}: ${todo}`);
}

/** Removes a line and what is indented below it. */
export function removeBlock(lines: string[], at: number): void {
  const indent = (line: string): number => line.search(/\S/);
  const own = indent(lines[at] ?? "");
  let end = at + 1;
  while (end < lines.length && indent(lines[end] ?? "") > own) end += 1;
  lines.splice(at, end - at);
}
