/** Descriptions as their sentences, without markup. */
import { createHash } from "node:crypto";

const TAGS = /<\/?(?:a|b|br|code|em|i|li|ol|p|pre|s|small|span|strong|sub|sup|u|ul)(?:\s[^<>]*)?\/?>/gi;
const ENTITIES: { readonly [name: string]: string } = {
  amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", "#39": "'", nbsp: " ",
}; // biome-ignore format: a table reads better in lines

/** A point after one of these ends no sentence, unless nothing follows. */
const ABBREVIATIONS = new Set([
  "e.g", "i.e", "eg", "ie", "vs", "cf", "approx", "incl", "excl", "max", "min", "no", "nr", "fig", "sec", "st",
  "mr", "mrs", "ms", "dr", "prof", "inc", "ltd", "co", "corp", "dept", "est", "a.m", "p.m", "u.s", "resp", "al",
]); // biome-ignore format: a list reads better in lines

/**
 * A description's text without markup, in a time that grows with its length alone, so that the end of a pair of marks
 * is looked for no further than some lines on: emphasis, code marks, links, known tags, entities, kinds of quotes and
 * spaces.
 */
export function plainText(description: string): string {
  return description
    .normalize("NFC")
    .replace(/\r\n?/g, "\n")
    .replace(/[\u00a0\u2007\u202f]/g, " ")
    .replace(/\u200b|\u200c|\u200d|\u2060|\ufeff|\ufe0f/g, "")
    .replace(/<br\s*\/?>|<\/(?:p|li|ul|ol)>/gi, "\n")
    .replace(TAGS, "")
    .replace(/&(amp|lt|gt|quot|apos|#39|nbsp);/g, (_, name: string) => ENTITIES[name] ?? "")
    .replace(/!?\[([^\]\n]{0,200})\]\([^()\s]*(?:\s"[^"\n]*")?\)/g, "$1")
    .replace(/```\w*|`+/g, "")
    .replace(/(\*{1,3})(?=\S)([^*\n]*?\S)\1/g, "$2")
    .replace(/(?<![\p{L}\p{N}_])(_{1,3})(?=\S)([^\n]{0,200}?\S)\1(?![\p{L}\p{N}_])/gu, "$2")
    .replace(/~~(?=\S)([^~\n]*?\S)~~/g, "$1")
    .replace(/\\([\\`*_{}[\]()#+.!<>|~-])/g, "$1")
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
    .split("\n")
    .map((line) => line.replace(/[ \t]+/g, " ").trim())
    .join("\n");
}

/** The blocks of a plain text: paragraphs whose lines are joined, and the items of lists, without their marks. */
function blocksOf(plain: string): string[] {
  const blocks: string[] = [];
  let isOpen = false;
  for (const line of plain.split("\n")) {
    const item = /^(?:[-*+•▪‣·]|\d{1,2}[.)]|#{1,6}|>)\s+(.*)$/u.exec(line);
    if (line === "" || /^[-*_=]{3,}$/.test(line)) isOpen = false;
    else if (item !== null || !isOpen) {
      blocks.push(item?.[1] ?? line);
      isOpen = true;
    } else blocks.push(`${blocks.pop() ?? ""} ${line}`);
  }
  return blocks;
}

/** The sentences of a description, in order, without markup. */
export function sentencesOf(description: string): string[] {
  return blocksOf(plainText(description))
    .flatMap(split)
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

/**
 * Splits a block into sentences: one ends where a mark is followed by a space and by a possible beginning of another
 * one.
 */
function split(block: string): string[] {
  const sentences: string[] = [];
  let start = 0;
  for (const { 0: mark, index } of block.matchAll(/(?<![.!?…])[.!?…]+["')\]]*(?=\s+["'([]*[^\s\p{Ll}])/gu)) {
    const word = lastWord(block, start, index);
    // A single capital is somebody's initial, or one of an abbreviation.
    if (mark === "." && (ABBREVIATIONS.has(word.toLowerCase()) || /^\p{Lu}$/u.test(word))) continue;
    const end = index + mark.length;
    sentences.push(block.slice(start, end).trim());
    start = end;
  }
  return [...sentences, block.slice(start).trim()].filter((sentence) => sentence !== "");
}

/**
 * The word that ends at an index; searched from its end, because a search from its start would cost the whole text
 * before.
 */
function lastWord(text: string, start: number, end: number): string {
  let from = end;
  while (from > start && !/[\s("'[]/.test(text.charAt(from - 1))) from -= 1;
  return text.slice(from, end);
}

/** A sentence in the form that is compared: without the mark at its end, with single spaces. */
export function gist(sentence: string): string {
  const text = sentence.replace(/\s+/g, " ");
  let end = text.length;
  while (end > 0 && /[\s.!:;,…]/.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end).trim();
}

/**
 * The hash by which a rule cites a sentence: 12 hex digits over the sentence and its field. The same words at another
 * field are another sentence; where a field is nested, and whether it is sent or answered, makes no difference.
 */
export function sentenceHash(field: string, sentence: string): string {
  return createHash("sha256")
    .update(`${field}\n${gist(sentence)}`)
    .digest("hex")
    .slice(0, 12);
}

/** The sentences that the other text lacks, each as often as it lacks it. */
export function missingFrom(other: readonly string[], sentences: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const sentence of other.map(gist)) left.set(sentence, (left.get(sentence) ?? 0) + 1);
  return sentences.filter((sentence) => {
    const text = gist(sentence);
    const count = left.get(text) ?? 0;
    left.set(text, count - 1);
    return count <= 0;
  });
}
