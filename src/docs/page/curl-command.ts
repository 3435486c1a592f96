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

/** Reads the curl command that begins at a line: method, URL without its query, and the JSON of `--data`. */
export function readCurl(page: PageText, start: number, limit: number): CurlCommand {
  let last = start;
  while (last < limit && lineAt(page, last).endsWith("\\")) last += 1;
  const command = page.lines.slice(start, last + 1).join("\n");
  const method = /--request ([A-Z]+)/.exec(command)?.[1];
  const url = /--url '?([^\s'?#]+)/.exec(command)?.[1];
  if (method === undefined || url === undefined || !URL.canParse(url)) {
    refuse(page, start, {
      wrong: "the curl command is incomplete",
      expected: "--request METHOD and --url URL",
    });
  }
  if (!/--data\b/.test(lineAt(page, last))) return { method, url, end: last + 1 };
  const [data, end] = readData(page, last, limit);
  return { method, url, data, end };
}

function readData(page: PageText, marker: number, limit: number): [Json, number] {
  const close = page.lines.findIndex((line, at) => at > marker && line === "'");
  if (!lineAt(page, marker).endsWith("--data '") || close < 0 || close >= limit) {
    refuse(page, marker, {
      wrong: "the body of the curl command has no end",
      expected: "--data ' and, after the JSON, a line with ' alone",
    });
  }
  // Inside single quotes the shell takes everything literally, so a quote in the JSON is written '\''.
  const unquoted = { ...page, lines: page.lines.map((line) => line.replaceAll("'\\''", "'")) };
  return [jsonBlock(unquoted, marker + 1, close), close + 1];
}
