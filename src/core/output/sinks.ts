/**
 * Text of others on its way out, a function for each kind of reader: a line, a log, Markdown, JSON, XML, HTML, a shell. What an
 * endpoint, the docs, a recording or an id says is shown there, and does nothing.
 */

/**
 * Characters that cannot be seen, or change how their neighbours look: controls (C0, DEL, C1), format characters such
 * as bidi marks and spaces without a width, separators of lines, halves of a pair, and whatever else is ignored when
 * shown.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;
const UNSEEN_BUT_LINE_BREAK = new RegExp(`(?!\\n)${UNSEEN.source}`, "gu");

/** The sequences that colour a terminal's text; no other one is ours. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what they begin with
const COLOUR = /(\u001b\[\d{1,2}m)/;

const SHORT: { readonly [char: string]: string } = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** A character as JSON escapes it. */
const escapeOf = (char: string): string =>
  SHORT[char] ??
  Array.from({ length: char.length }, (_, at) => `\\u${hex(char.charCodeAt(at)).padStart(4, "0")}`).join("");

const hex = (unit: number): string => unit.toString(16);

const visible = (text: string): string => text.replace(UNSEEN, escapeOf);

/**
 * Marks that GitHub's and Azure's runners take for a command: these anywhere, `::` after blanks at the start of a line.
 */
const MARKED = /##(?=\w*\[)/g;
const LEADING = /^([^\S\n]*):(?=:)/gm;

/** The same text, in which no CI runner finds a command; what is escaped reads the same as JSON. */
const withoutCommands = (text: string): string =>
  text.replace(MARKED, "#\\u0023").replace(LEADING, "$1\\u003a");

/** One line of a terminal or a job log: what cannot be seen is escaped, line breaks too, and no runner takes it for a command. */
export const line = (text: string): string => withoutCommands(visible(text));

/** Lines of our own making for a terminal or a job log; with `color`, the sequences that set a colour stay. */
export function log(text: string, color = false): string {
  const parts = color ? text.split(COLOUR) : [text];
  // Every second part is a separator: the colour.
  const shown = parts.map((part, index) =>
    index % 2 === 1 ? part : part.replace(UNSEEN_BUT_LINE_BREAK, escapeOf),
  );
  return withoutCommands(shown.join(""));
}

/** A message that a forge shows beside a line of a file. */
export interface Annotation {
  readonly level: "error" | "warning" | "notice";
  readonly title: string;
  readonly message: string;
  /** From the project's root. */
  readonly file?: string;
  /** Counts from 1. */
  readonly line?: number;
}

/** An annotation as a command of GitHub's runner; whatever stands in it ends neither the message nor a property. */
export function githubCommand({ level, title, message, file, line: at }: Annotation): string {
  const data = (text: string): string =>
    text.replace(UNSEEN_BUT_LINE_BREAK, escapeOf).replaceAll("%", "%25").replaceAll("\n", "%0A");
  const property = (text: string): string => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
  const place = file === undefined ? "" : `file=${property(file)},line=${at ?? 1},`;
  return `::${level} ${place}title=${property(title)}::${data(message)}`;
}

/** A line of prose: line breaks and other blanks are single spaces. */
export const prose = (text: string): string => line(text.replace(/\s+/g, " "));

/** At most so many UTF-16 units of a line, with an ellipsis where it was longer; no pair is cut in half. */
export const cut = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, "")}…` : text;

/** JSON of the same value, over lines unless told, in which all that cannot be seen is escaped. */
export const json = (value: unknown, indent = 2): string => log(JSON.stringify(value, undefined, indent));

/**
 * Characters to which Markdown, HTML, a table or a forge gives a meaning: within a line, at its start, and at the start
 * of a link.
 */
const SPECIAL = /[\\`*_[\]<>|~&$:@#"']|^[-+=\d]|(?<=^|\W)(?:www(?=\.)|gh(?=-\d))/gi;

/**
 * Keeps a forge from finding mentions and issue numbers: it looks for them after decoding entities, but not past a
 * space without a width.
 */
const APART = "&#8203;";

/** A text as one line that Markdown shows as it is: no markup, no HTML, no link, no mention of anybody. */
export function markdown(text: string, most = Number.POSITIVE_INFINITY): string {
  const all = [...visible(text)];
  const kept = all.length > most ? `${all.slice(0, most).join("")}…` : all.join("");
  return kept.replace(SPECIAL, (found) => {
    const entity = `&#${found.charCodeAt(0)};`;
    if (/^gh$/i.test(found)) return found + APART;
    return /[@#]/.test(found) ? entity + APART : entity + found.slice(1);
  });
}

/** A text as HTML shows it, within an element or a quoted attribute: no markup, and what cannot be seen is escaped. */
export const html = (text: string): string =>
  line(text).replace(/[&<>"'`]/g, (found) => `&#${found.charCodeAt(0)};`);

/**
 * Lines of text as XML 1.0 shows them, within an element: no markup, no section, and what no XML may hold is escaped as what
 * cannot be seen is.
 */
export const xml = (text: string): string =>
  log(text)
    .replace(/[\ufffe\uffff]/g, escapeOf)
    .replace(/[&<>"']/g, (found) => `&#${found.charCodeAt(0)};`);

/**
 * A text as one word of a POSIX shell's line, which expands nothing in it. What cannot be seen is written as `printf` makes
 * it, but for line breaks at the end, which a substitution would drop.
 */
export function shell(text: string): string {
  let end = text.length;
  while (text[end - 1] === "\n") end -= 1;
  const [head, tail] = [text.slice(0, end), text.slice(end)];
  // A global pattern would begin where its last test ended, so the text is searched.
  const first = head.search(UNSEEN) < 0 ? quoted(head) : `"$(printf '${[...head].map(inFormat).join("")}')"`;
  return tail === "" ? first : `${head === "" ? "" : first}'${tail}'`;
}

/** The same, with each `$VARIABLE` of this name left to be expanded. */
export function shellWith(variable: string, text: string): string {
  const fixed = text.split(variable);
  if (fixed.length === 1) return shell(text);
  if (fixed.length === 2 && fixed[1] === "" && PLAIN.test(text.slice(0, -variable.length)))
    return `"${text}"`;
  return fixed.map((part) => (part === "" ? "" : shell(part))).join(`"${variable}"`);
}

/** The same, bare where a shell gives nothing in it a meaning. */
export const shellWord = (text: string): string => (/^[\w./:][\w./:-]*$/.test(text) ? text : shell(text));

/** Text that double quotes hold without a special meaning. */
const PLAIN = /^[\w .:;,/=+()-]*$/;

const quoted = (text: string): string =>
  // To leave the quote and enter it again changes nothing but what a CI runner reads.
  `'${text.replaceAll("'", "'\\''").replace(MARKED, "#''#")}'`;

/** A character in a format of `printf` that stands in single quotes within double ones. */
const inFormat = (char: string): string =>
  char.search(UNSEEN) < 0 && !/[\\'"`!$#%-]/.test(char)
    ? char
    : [...Buffer.from(char)].map((byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("");
