import { type Outcome, STEPS } from "./outcome.ts";

/** True if every operation went through every step. */
export const isSound = (outcomes: readonly Outcome[]): boolean =>
  outcomes.length > 0 && outcomes.every(({ causes }) => causes.length === 0);

/** The outcomes for people: a line for each document, the sums, and the causes, the most frequent first. */
export function corpusText(outcomes: readonly Outcome[]): string {
  const documents = [...new Set(outcomes.map(({ document }) => document))];
  const names = [...documents, "in total"];
  const width = Math.max(...names.map((name) => name.length));
  const row = (name: string, of: readonly Outcome[]): string => {
    const counts = STEPS.map((step) => `${step} ${of.filter(({ passed }) => passed.includes(step)).length}`);
    return `${name.padEnd(width)}  ${of.length} operations: ${counts.join(", ")}`;
  };
  const rows = documents.map((name) =>
    row(
      name,
      outcomes.filter(({ document }) => document === name),
    ),
  );
  const lines = [...rows, row("in total", outcomes), ...slowest(outcomes), ...causes(outcomes)];
  return `${lines.join("\n")}\n`;
}

function slowest(outcomes: readonly Outcome[]): string[] {
  const [first] = [...outcomes].sort((a, b) => b.ms - a.ms);
  return first === undefined ? [] : [`slowest: ${first.document} ${first.line}, ${Math.round(first.ms)} ms`];
}

function causes(outcomes: readonly Outcome[]): string[] {
  const found = new Map<string, string[]>();
  for (const { document, line, causes } of outcomes)
    for (const { step, cause } of causes) {
      const key = `${step}: ${withoutPlace(cause)}`;
      found.set(key, [...(found.get(key) ?? []), `${document} ${line}`]);
    }
  return [...found]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([cause, lines]) => `${String(lines.length).padStart(4)}  ${cause}\n      e.g. ${lines[0]}`);
}

/** A message without what tells one place from another. */
const withoutPlace = (cause: string): string =>
  cause
    .replace(/^[^\s#:]*#?(\/\S*)?: /, "")
    .replace(/#?\/(paths|components)\/\S+/g, "…")
    .slice(0, MOST_SHOWN);

const MOST_SHOWN = 300;
