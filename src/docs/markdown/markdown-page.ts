import type { JsonObject } from "../../core/json.ts";
import { CaptureError, quote } from "../capture-error.ts";
import { parseSource } from "../source/parse-source.ts";

/** The opening line of a fenced OpenAPI block of a Markdown export, such as ````yaml POST /path. */
export const FENCE =
  /^(`{3,})ya?ml\s+(?:\S+\s+)?(get|put|post|delete|options|head|patch|trace)\s+(\/\S*)\s*$/i;

/** The Markdown export of a page: its heading, and the one operation that its fenced OpenAPI block describes. */
export interface MarkdownPage {
  readonly title?: string;
  readonly method: string;
  readonly path: string;
  readonly document: JsonObject;
}

/** Reads a Markdown export; none or two blocks, and the older form without OpenAPI in it, are refused. */
export function readMarkdown(name: string, text: string): MarkdownPage {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  const openings = lines.flatMap((line, at) => (FENCE.test(line) ? [at] : []));
  const [opening = 0, second] = openings;
  if (second !== undefined) {
    throw new CaptureError(
      `${name}:${second + 1}: a second OpenAPI block, the first is at line ${opening + 1}; expected the export of one operation's page; keep one of them`,
    );
  }
  const [, ticks = "", method = "", path = ""] = FENCE.exec(lines[opening] ?? "") ?? [];
  const close = lines.findIndex((line, at) => at > opening && line.trimEnd() === ticks);
  if (close < 0) {
    throw new CaptureError(
      `${name}:${opening + 1}: the OpenAPI block has no end; expected a line ${ticks} after it; get the whole page again`,
    );
  }
  const document = parseSource(name, lines.slice(opening + 1, close).join("\n"), opening + 2);
  if (document.openapi === undefined && document.swagger === undefined) {
    throw new CaptureError(
      `${name}:${opening + 2}: the block under ${quote(`${method} ${path}`)} is not OpenAPI but an older, internal form: it begins with ${quote(Object.keys(document)[0] ?? "")}; expected a top-level "openapi:"; get the page's export again, or its OpenAPI document`,
    );
  }
  const title = lines.slice(0, opening).find((line) => /^# \S/.test(line));
  return { ...(title === undefined ? {} : { title: title.slice(2).trim() }), method, path, document };
}
