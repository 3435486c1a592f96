import { parsed } from "./json.ts";

/** True if a text is the beginning of an object or a list whose end is missing, as a broken connection leaves it. */
export function isCutJson(text: string): boolean {
  if (!/^\s*[{[]/.test(text) || parses(text)) return false;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '"') at = quoteEnd(text, at);
    else if (char === "{" || char === "[") depth += 1;
    else if ((char === "}" || char === "]") && --depth === 0) return false;
  }
  return true;
}

/** The index of the quote that ends the string beginning at `from`; the text's length where it has no end. */
function quoteEnd(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === '"') return at;
  }
  return text.length;
}

export const parses = (text: string): boolean => parsed(text) !== undefined;
