import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";
import { line } from "../core/output/sinks.ts";

/** Columns of a label and the blanks around it. */
const LABEL = 12;

/** Columns of text, at least: a narrower terminal wraps by itself. */
const LEAST = 20;

/** Lines of text for a reader with so many columns; with none, nothing is wrapped or cut. */
export class Columns {
  readonly #columns: number | undefined;

  constructor(columns: number | undefined) {
    this.#columns = columns;
  }

  /** Columns that stand beside a label; undefined where there is no end to them. */
  get beside(): number | undefined {
    return this.#columns === undefined ? undefined : Math.max(LEAST, this.#columns - LABEL);
  }

  /** A labelled text, wrapped at words to at most `most` lines. */
  field(label: string, text: string, most = Number.POSITIVE_INFINITY): string[] {
    return this.#wrapped(text, this.beside, most).map(
      (part, index) => `  ${(index === 0 ? label : "").padEnd(LABEL - 2)}${part}`,
    );
  }

  /** A command with what it does: in one line where that fits, else the command so that it can be copied, and the words below. */
  commandWith(label: string, command: string, does: string): string[] {
    const lines = this.field(label, `${command} ${does}`);
    return lines.length === 1 ? lines : [...this.command(label, command), ...this.field("", does)];
  }

  /** A text over as many lines as it takes, at most `most`. */
  lines(text: string, most = Number.POSITIVE_INFINITY): string[] {
    return this.#wrapped(text, this.#columns, most);
  }

  /** A labelled command, over several lines where it is too wide: a shell reads them as one. */
  command(label: string, command: string): string[] {
    const first = `  ${label.padEnd(LABEL - 2)}`;
    const columns = this.#columns;
    // A break within quotes would be part of the word.
    if (columns === undefined || /'[^']* [^']*'/.test(command)) return [`${first}${command}`];
    return joined(command.split(" "), first, columns);
  }

  /** One line that fits. */
  fit(text: string): string {
    return this.#wrapped(text, this.#columns, 1)[0] ?? "";
  }

  #wrapped(text: string, columns: number | undefined, most: number): string[] {
    const whole = line(text);
    if (columns === undefined || stringWidth(whole) <= columns) return [whole];
    const lines = most === 1 ? [whole] : wrapped(whole, columns);
    const kept = lines.slice(0, most);
    const last = kept.at(-1) ?? "";
    const isCut = lines.length > most || stringWidth(last) > columns;
    return isCut ? [...kept.slice(0, -1), cutToWidth(`${last}…`, columns)] : kept;
  }
}

/** Blanks before a command's further lines, as in those of curl. */
const FURTHER = "    ";

/** The words of a command in as few lines as they take, a backslash at the end of each but the last; a long word is never broken. */
function joined([head = "", ...words]: readonly string[], first: string, columns: number): string[] {
  const lines: string[] = [];
  let last = `${first}${head}`;
  for (const [index, word] of words.entries()) {
    const end = index === words.length - 1 ? "" : " \\";
    if (stringWidth(`${last} ${word}${end}`) <= columns) last = `${last} ${word}`;
    else {
      lines.push(`${last} \\`);
      last = `${FURTHER}${word}`;
    }
  }
  return [...lines, last];
}

/** A line over several. Text from within it may begin one here, and a runner may take that for a command: it is escaped, and longer. */
function wrapped(text: string, columns: number): string[] {
  return wrapAnsi(
    text.replace(BREAKABLE, (word) => pieces(word, columns).join("\n")),
    columns,
    { hard: true },
  )
    .split("\n")
    .flatMap((part) => {
      const safe = line(part);
      return stringWidth(safe) > columns && safe !== text ? wrapped(safe, columns) : [safe];
    });
}

/** Words that are to be broken at certain places only: behind the slashes of a path, and not within an escape. */
const BREAKABLE = /[^ ]*[/\\][^ ]*/g;

/** An escape of JSON, which is one character to a reader. */
const ESCAPE = /(\\u[0-9a-f]{4}|\\.)/;

/** The characters of a text as a reader counts them. */
function* charactersOf(text: string): Generator<string> {
  for (const [index, part] of text.split(ESCAPE).entries()) {
    if (index % 2 === 1) yield part;
    else for (const { segment } of new Intl.Segmenter().segment(part)) yield segment;
  }
}

/** A word in pieces of at most so many columns, each as long as that allows, or up to a slash in its second half. */
function pieces(word: string, columns: number): string[] {
  if (stringWidth(word) <= columns) return [word];
  const all: string[] = [];
  let piece = "";
  for (const character of charactersOf(word)) {
    if (stringWidth(piece + character) > columns) {
      const slash = piece.lastIndexOf("/") + 1;
      const end = slash > piece.length / 2 ? slash : piece.length;
      all.push(piece.slice(0, end));
      piece = piece.slice(end);
    }
    piece += character;
  }
  return [...all, piece].filter((one) => one !== "");
}

/** As many characters of a text as fit into so many columns. */
function beginning(text: string, columns: number): string {
  let kept = "";
  let width = 0;
  for (const character of charactersOf(text)) {
    width += stringWidth(character);
    if (width > columns) break;
    kept += character;
  }
  return kept;
}

/** As much of a text as fits into so many columns, with an ellipsis where it is cut. */
const cutToWidth = (text: string, columns: number): string =>
  stringWidth(text) <= columns ? text : `${beginning(text, columns - 1)}…`;
