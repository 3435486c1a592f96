import type { Json } from "../../core/json.ts";
import { quote } from "../capture-error.ts";
import { type CurlCommand, readCurl } from "./curl-command.ts";
import { jsonBlock } from "./json-block.ts";
import { lineAt, type PageText, refuse, skipBlank } from "./page-text.ts";

/** The part above the sections: the request line, the title and the two examples. */
export interface PageHead {
  readonly method: string;
  readonly path: string;
  readonly server: string;
  readonly title: string;
  readonly description: string;
  readonly requestExample?: Json;
  readonly responseExample?: Json;
}

const METHODS = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"];

/** Finds the request line, a method above a path; a page without one describes no operation and is refused. */
export function findRequestLine(page: PageText): number {
  const index = page.lines.findIndex(
    (line, at) => IN_ONE_LINE.test(line) || (METHODS.includes(line) && lineAt(page, at + 1).startsWith("/")),
  );
  if (index >= 0) return index;
  const first = skipBlank(page, 0, page.lines.length);
  refuse(page, first, {
    wrong: `no operation on this page, which begins with ${quote(lineAt(page, first))}`,
    expected: `one of ${METHODS.join(", ")} on a line and its path below`,
  });
}

/** The method and the beginning of the path in one line. */
const IN_ONE_LINE = new RegExp(`^(${METHODS.join("|")})\\s+(/\\S*)$`);

/** The first line of a command, after the prompt of a shell where the page shows one. */
const CURL = /^(?:[$>] )?curl\s/;

/** Reads everything from the request line to the first section. */
export function readHead(page: PageText, requestLine: number, sections: number): PageHead {
  const curlLine = page.lines.findIndex((line, at) => at > requestLine && CURL.test(line));
  if (curlLine < 0 || curlLine > sections)
    refuse(page, requestLine + 1, {
      wrong: "no curl command follows, and the sample may be in another language",
      expected: 'a line that begins with "curl "',
      todo: "choose the cURL tab and copy the page again",
    });
  const curl = readCurl(page, curlLine, sections);
  const [, method = lineAt(page, requestLine), start = ""] =
    IN_ONE_LINE.exec(lineAt(page, requestLine)) ?? [];
  if (curl.method !== method) {
    refuse(page, curlLine, {
      wrong: `curl sends ${curl.method}`,
      expected: `${method} as in the page's head`,
    });
  }
  const responseFrom = skipBlank(page, curl.end, sections);
  return {
    method,
    ...pathAndTitle(page, requestLine + 1, curlLine, { curl, start }),
    ...(curl.data === undefined ? {} : { requestExample: curl.data }),
    ...(responseFrom === sections ? {} : { responseExample: jsonBlock(page, responseFrom, sections) }),
  };
}

/** The page breaks the path into lines; curl's URL ends with it, which tells where the title begins. */
function pathAndTitle(
  page: PageText,
  from: number,
  to: number,
  { curl, start }: { readonly curl: CurlCommand; readonly start: string },
) {
  const lines = [start, ...page.lines.slice(from, to)].filter((line) => line !== "");
  for (let count = lines.length - 1; count > 0; count -= 1) {
    const path = lines.slice(0, count).join("");
    if (curl.url.endsWith(path) && path.startsWith("/")) {
      const [title = "", ...rest] = lines.slice(count);
      // Some pages show the title once more, above the sample.
      const description = rest.at(-1) === title ? rest.slice(0, -1) : rest;
      return { path, server: curl.url.slice(0, -path.length), title, description: description.join("\n\n") };
    }
  }
  refuse(page, from, {
    wrong: `the path ${quote(lines.slice(0, -1).join(""))} is not how curl's URL ends`,
    expected: `the path of ${quote(curl.url)} and then a title`,
  });
}
