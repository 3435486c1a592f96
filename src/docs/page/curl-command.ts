import type { Json } from "../../core/json.ts";
import { jsonBlock } from "./json-block.ts";
import { lineAt, type PageText, refuse } from "./page-text.ts";

/** The page's curl command; `end` is the index of the line after it. */
export interface CurlCommand {
  readonly method: string;
  readonly url: string;
  readonly data?: Json;
  readonly end: number;
}

const METHOD = /(?:^|\s)(?:--request|-X)[ =]?\$?["'‘’“”]?([A-Z]+)/;
/** Options that have no value, or hold it, so that a word after them stands for itself. */
const FLAG =
  "-[LSfgGijksv]+|-X[A-Z]+|--(?:location|silent|show-error|include|insecure|compressed|fail|verbose|globoff|get|http2)";
/** The value of --url, or a word of its own that is no other option's value. */
const URL_WORD = new RegExp(
  `(?:^|\\s)(?:--url[ =]|(?<!\\s(?!(?:${FLAG})\\s)--?[\\w-]+\\s+))\\$?["'‘’“”]?(https?://[^\\s"'‘’“”?#]+)`,
);
/** A line that another one continues: a mark at its end, which some browsers lose, or an option at the start of the next. */
const CONTINUES = /[\\^`]$/;
const OPTION = /^\s*--?[A-Za-z]/;
/** The option of the body, and the quote that opens it; what follows in the line is the body's already. */
const DATA = /(?:^|\s)(?:-d|--data(?:-raw|-binary|-ascii)?|--json)[ =]?(\$'|["'‘’“”])/;
/** The quotes in which a shell reads escapes as C has them (POSIX.1-2024, 2.2.4). */
const ANSI_C = "$'";

/** Reads the curl command that begins at a line: method, URL without its query, and the JSON of its data. */
export function readCurl(page: PageText, start: number, limit: number): CurlCommand {
  let last = start;
  while (last < limit && goesOn(page, last) && !DATA.test(lineAt(page, last))) last += 1;
  const command = page.lines.slice(start, last + 1).join("\n");
  const hasData = /\s(?:-d|--data|--json)/.test(command);
  const method = METHOD.exec(command)?.[1] ?? (hasData ? "POST" : undefined);
  const url = URL_WORD.exec(command)?.[1];
  if (method === undefined || url === undefined || !URL.canParse(url)) {
    refuse(page, start, {
      wrong: "the curl command is incomplete",
      expected: "--request METHOD and --url URL",
    });
  }
  const marker = DATA.exec(lineAt(page, last));
  if (marker === null) {
    if (/\s(?:-d|--data)/.test(lineAt(page, last))) refuseOpen(page, last);
    return { method, url, end: last + 1 };
  }
  const [data, end] = readData(
    page,
    { at: last, from: marker.index + marker[0].length, quote: marker[1] ?? "'" },
    limit,
  );
  return { method, url, data, end };
}

const goesOn = (page: PageText, at: number): boolean =>
  CONTINUES.test(lineAt(page, at)) || OPTION.test(lineAt(page, at + 1));

interface Marker {
  readonly at: number;
  /** The index in its line at which the body begins. */
  readonly from: number;
  readonly quote: string;
}

/** The quotes that end a body, by the one that opens it: some programs bend them. */
const CLOSING: { readonly [quote: string]: string } = {
  "'": "'",
  '"': '"',
  [ANSI_C]: "'",
  "‘": "’",
  "’": "’",
  "“": "”",
  "”": "”",
};

function readData(page: PageText, { at, from, quote }: Marker, limit: number): [Json, number] {
  const end = CLOSING[quote] ?? quote;
  const isClose = (line: string): boolean => closes(line, end, quote === ANSI_C);
  const first = lineAt(page, at).slice(from);
  const close =
    first !== "" && isClose(first) ? at : page.lines.findIndex((line, index) => index > at && isClose(line));
  if (close < 0 || close >= limit) refuseOpen(page, at);
  const lines = page.lines.map((line, index) => {
    const text = index === at ? line.slice(from) : line;
    return unquoted(index === close ? text.slice(0, text.lastIndexOf(end)) : text, quote);
  });
  const isAlone = (lines[at] ?? "").trim() === "";
  const isCloseAlone = (lines[close] ?? "").trim() === "";
  const body = jsonBlock(
    { ...page, lines },
    isAlone && close > at ? at + 1 : at,
    isCloseAlone ? close : close + 1,
  );
  let next = close;
  while (next < limit && goesOn(page, next)) next += 1;
  return [body, next + 1];
}

function refuseOpen(page: PageText, at: number): never {
  refuse(page, at, {
    wrong: "the body of the curl command has no end",
    expected: "--data ' and, after the JSON, a line with ' alone",
  });
}

/** True if a line ends the body: the quote alone, or right after the JSON, whose lines may be escapes. */
function closes(line: string, quote: string, hasEscapes: boolean): boolean {
  const bare = line.replace(/\s*[\\^`]$/, "").trimEnd();
  const text = hasEscapes ? bare.replace(/(?:\\n|\s)+'$/, "'") : bare;
  return text.endsWith(quote) && /^(?:.*[}\]"\w]|\s*)$/.test(text.slice(0, -1)) && isEnd(text, quote);
}

/** Within double quotes a quote of the JSON is escaped, and within single ones it stands as `'\''`. */
const isEnd = (text: string, quote: string): boolean =>
  quote === '"' ? /(?:^|[^\\])"$/.test(text) : text === quote || /[}\]]$/.test(text.slice(0, -1).trimEnd());

/** Inside single quotes the shell takes everything literally, so a quote in the JSON is written '\''; in double ones \" and \\. */
function unquoted(line: string, quote: string): string {
  if (quote === ANSI_C) return line.replace(ESCAPE, (_, code: string) => unescaped(code));
  return quote === '"' ? line.replace(/\\(["\\$`])/g, "$1") : line.replaceAll("'\\''", "'");
}

const ESCAPE = /\\(u[\da-f]{1,4}|U[\da-f]{1,8}|x[\da-f]{1,2}|[0-7]{1,3}|.)/gi;

/** The text of an escape without its backslash. A line break is one of the JSON, where a space says the same. */
function unescaped(code: string): string {
  if (/^[nrt]$/.test(code)) return " ";
  const hex = /^[uUx](.+)$/.exec(code)?.[1];
  if (hex !== undefined) return characterOf(Number.parseInt(hex, 16));
  return /^[0-7]+$/.test(code) ? characterOf(Number.parseInt(code, 8)) : code;
}

const characterOf = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd");
