import { parsed } from "./json.ts";

/** True if a text is the beginning of an object or a list whose end is missing, as a broken connection leaves it. */
export function isCutJson(text: string): boolean {
  if (!/^\s*[{[]/.test(text) || parses(text)) return false;
  let depth = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (isQuoted) {
      if (char === "\\") at += 1;
      else if (char === '"') isQuoted = false;
    } else if (char === '"') isQuoted = true;
    else if (char === "{" || char === "[") depth += 1;
    else if ((char === "}" || char === "]") && --depth === 0) return false;
  }
  return true;
}

export const parses = (text: string): boolean => parsed(text) !== undefined;
