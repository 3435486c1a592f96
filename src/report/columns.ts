import { cut, line, prose } from "../core/output/sinks.ts";

/** Columns of the report for people. */
export const WIDTH = 80;

/** A labelled text, wrapped at words to at most `most` lines. */
export function field(label: string, text: string, most: number): string[] {
  const room = WIDTH - 12;
  const words = prose(text)
    .split(" ")
    .flatMap((word) => word.match(new RegExp(`.{1,${room}}`, "gu")) ?? [""]);
  const lines: string[] = [];
  let current = "";
  for (const word of words) {
    if (current !== "" && current.length + 1 + word.length > room) {
      lines.push(current);
      current = word;
    } else current = current === "" ? word : `${current} ${word}`;
  }
  lines.push(current);
  // Text from within a line may begin one here, and a runner may take it for a command.
  const kept = lines.slice(0, most).map((text) => cut(line(text), room));
  const last = kept.at(-1);
  if (lines.length > most && last !== undefined) kept[kept.length - 1] = cut(`${last}…`, room);
  return kept.map((text, index) => `  ${(index === 0 ? label : "").padEnd(10)}${text}`);
}

/** One line that fits the width. */
export const fit = (text: string): string => cut(line(text), WIDTH);
