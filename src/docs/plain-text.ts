import { fieldDescription } from "./page/field-description.ts";

/** Tags that only dress text; any other `<…>` is text of its own, a placeholder for one. */
const TAGS =
  "a|abbr|b|blockquote|br|code|del|div|em|h[1-6]|hr|i|img|ins|kbd|li|mark|ol|p|pre|s|small|span|strong|sub|sup|u|ul";
const BREAK = /<(?:br|hr)\b[^<>]*>|<\/?(?:p|div|h[1-6]|ul|ol|blockquote|pre)\b[^<>]*>/gi;
const ITEM = /<li\b[^<>]*>/gi;
const TAG = new RegExp(`</?(?:${TAGS})(?:\\s[^<>]*)?/?>`, "gi");

const NAMED: { readonly [name: string]: string } = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
};
const ENTITY = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi;

/** Inline markup of Markdown and what remains of it; an underscore or star within words is text. */
const INLINE: readonly (readonly [RegExp, string])[] = [
  [/!\[([^[\]]*)\]\([^()\s]*\)/g, "$1"],
  [/\[([^[\]]+)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+"[^"]*")?\)/g, "$1"],
  [/<((?:https?|mailto):[^<>\s]+)>/g, "$1"],
  [/(?<!`)(`{1,3})(?!`)([^`\n]+)\1(?!`)/g, "$2"],
  [/\*\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*\*/g, "$1"],
  [/(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*(?![\w*])/g, "$1"],
  [/(?<![\w])__(?=[^\s_])([\s\S]{1,300}?)(?<=[^\s_])__(?![\w])/g, "$1"],
  [/(?<![\w])_(?=[^\s_])([^_]+?)(?<=[^\s_])_(?![\w])/g, "$1"],
  [/~~(?=\S)([^~]+?)(?<=\S)~~/g, "$1"],
  [/\\([\\`*_{}[\]()#+.!~|<>-])/g, "$1"],
];

/**
 * A description as the rendered page shows it: Markdown, HTML and entities read, white space normalised, list items as
 * `- …`. Letters, quotation marks and emoji stay as they are, and what is plain already is not changed.
 */
export function plainText(text: string): string {
  let [before, plain] = ["", text];
  // Markup may hold markup, and an entity may hide some: what is left at the end holds none.
  for (let round = 0; round < ROUNDS && before !== plain; round += 1) {
    before = plain;
    plain = withoutInline(blocks(withoutTags(decoded(plain))));
  }
  return plain;
}

const ROUNDS = 8;

function decoded(text: string): string {
  return text.replace(ENTITY, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
    return code > 0x1f && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

function withoutTags(text: string): string {
  return withoutComments(text).replace(BREAK, "\n\n").replace(ITEM, "\n- ").replace(TAG, "");
}

/** Without `<!-- … -->`; a pattern would look for the end of each that has none through all the rest. */
function withoutComments(text: string): string {
  const kept: string[] = [];
  let from = 0;
  for (let start = text.indexOf("<!--"); start >= 0; start = text.indexOf("<!--", from)) {
    const end = text.indexOf("-->", start + 4);
    if (end < 0) break;
    kept.push(text.slice(from, start));
    from = end + 3;
  }
  return kept.join("") + text.slice(from);
}

function withoutInline(text: string): string {
  return INLINE.reduce((line, [mark, rest]) => line.replace(mark, rest), text);
}

/** Joins lines into paragraphs and list items; a line that follows an item at once goes on with it. */
function blocks(text: string): string {
  const lines: string[] = [];
  for (const raw of text
    .replace(/\r\n?/g, "\n")
    .replace(/\u200B/g, "")
    .replaceAll("\u00A0", " ")
    .split("\n")) {
    const line = raw.trim().replace(/^(?:#{1,6}|>)\s+/, "");
    const item = /^[-*+•]\s+(.*)$/.exec(line)?.[1];
    const last = lines.at(-1) ?? "";
    if (item !== undefined) lines.push(`• ${item}`);
    else if (line !== "" && last.startsWith("• ")) lines[lines.length - 1] = `${last} ${line}`;
    else lines.push(line);
  }
  return fieldDescription(lines);
}
