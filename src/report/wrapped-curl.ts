/** A word of a shell's line: quoted as `curlLine` quotes, or plain. */
const WORD = /(?:'[^']*'|\\'|"[^"]*"|[^\s'"\\])+/g;

/** Options that have a short form, for the sake of the width. */
const SHORT: { readonly [option: string]: string } = {
  "--request": "-X",
  "--header": "-H",
  "--globoff": "-g",
};

/** Headers that curl sends by itself, with other values: left out where there is no room for ours. */
const OWN = /^-H '(accept|user-agent):/;

const BODY = "--data-raw '";
/** Lines that the headers left out may have taken. */
const MOST_LEFT_OUT = 20;

const INDENT = "  ";
const CONTINUED = " \\";

/**
 * A curl line over several lines that a shell reads as one, and that sends the same JSON value: lines end in a
 * backslash, and a JSON body is broken between its members. @returns undefined where it does not fit.
 */
export function wrappedCurl(curl: string, width: number, most: number): string[] | undefined {
  // Headers that are left out make room, but not for so much.
  if (curl.length > width * (most + MOST_LEFT_OUT)) return undefined;
  const parts = options(curl);
  return [parts, parts.filter((part) => !OWN.test(part))]
    .flatMap((words) => [packed(words, width), brokenBody(words, width)])
    .find((lines) => lines.length <= most && lines.every((line) => line.length <= width));
}

/** The words of the line, each option with its value. */
function options(curl: string): string[] {
  const parts: string[] = [];
  for (const word of curl.match(WORD) ?? []) {
    const last = parts.at(-1);
    if (last !== undefined && last !== "-g" && /^-\S+$/.test(last))
      parts[parts.length - 1] = `${last} ${word}`;
    else parts.push(SHORT[word] ?? word);
  }
  return parts;
}

/** Words in as few lines as they fit; every line but the last ends in a backslash. */
function packed(parts: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last === undefined) lines.push(part);
    else if (last.length + 1 + part.length + CONTINUED.length <= width)
      lines[lines.length - 1] = `${last} ${part}`;
    else lines.push(`${INDENT}${part}`);
  }
  return lines.map((line, index) => (index === lines.length - 1 ? line : `${line}${CONTINUED}`));
}

/**
 * The same with the JSON body broken over lines: JSON allows a line break after a comma, and so does a quoted word of a
 * shell.
 */
function brokenBody(parts: readonly string[], width: number): string[] {
  const body = parts.at(-1) ?? "";
  const lines = packed(parts.slice(0, -1), width);
  if (!isJsonBody(body)) return packed(parts, width);
  let line = `${lines.pop() ?? ""} ${BODY}`;
  for (const piece of body.slice(BODY.length).match(/(?:"(?:[^"\\]|\\.)*"|[^",])*(?:,|$)/g) ?? []) {
    if (line.length + piece.length <= width) line += piece;
    else {
      lines.push(line.trimEnd());
      line = `${INDENT}${piece}`;
    }
  }
  return [...lines, line];
}

function isJsonBody(part: string): boolean {
  if (!part.startsWith(BODY) || part.includes("'\\''")) return false;
  try {
    JSON.parse(part.slice(BODY.length, -1));
    return true;
  } catch {
    return false;
  }
}
