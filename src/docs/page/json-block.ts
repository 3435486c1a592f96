import type { Json } from "../../core/json.ts";
import { quote } from "../capture-error.ts";
import { type PageText, refuse } from "./page-text.ts";

const TOKEN =
  /\s*(?:([{}[\]:,])|("(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)))/uy;

/** Quotes that a program has bent where JSON has straight ones. */
const BENT = /^[“”„‟‘’‚«»＂]/;
const UNBEND =
  "a program has bent the quotes on the way: copy the page again into a plain text file, with smart quotes turned off";

/**
 * Reads the JSON (RFC 8259) that stands in the lines from `from` up to `to`; the first fault is refused with its line.
 * `JSON.parse` is not used because its messages do not name a place for every fault, and it drops repeated keys.
 */
export function jsonBlock(page: PageText, from: number, to: number): Json {
  return new JsonReader(page, from, page.lines.slice(from, to).join("\n")).document();
}

class JsonReader {
  readonly #page: PageText;
  readonly #from: number;
  readonly #text: string;
  #at = 0;

  constructor(page: PageText, from: number, text: string) {
    this.#page = page;
    this.#from = from;
    this.#text = text;
  }

  document(): Json {
    const value = this.#value(this.#token());
    if (this.#text.slice(this.#at).trim() !== "") this.#fault("nothing after the JSON value");
    return value;
  }

  #value(token: string): Json {
    if (token === "{") return this.#object();
    if (token === "[") return this.#array();
    if (/^[\]}:,]$/.test(token)) this.#fault("a JSON value", token);
    return JSON.parse(token) as Json;
  }

  #object(): Json {
    const entries = new Map<string, Json>();
    let token = this.#token();
    while (token !== "}") {
      if (!token.startsWith('"')) this.#fault("a key in double quotes", token);
      const key = String(JSON.parse(token));
      if (entries.has(key)) this.#fault("each key once", token);
      const colon = this.#token();
      if (colon !== ":") this.#fault('":" after a key', colon);
      entries.set(key, this.#value(this.#token()));
      token = this.#next("}");
    }
    return Object.fromEntries(entries);
  }

  #array(): Json {
    const items: Json[] = [];
    let token = this.#token();
    while (token !== "]") {
      items.push(this.#value(token));
      token = this.#next("]");
    }
    return items;
  }

  /** The token after a member: the closing one, or the first of the next member. */
  #next(close: string): string {
    const separator = this.#token();
    if (separator === close) return close;
    if (separator !== ",") this.#fault(`"," or "${close}"`, separator);
    const token = this.#token();
    if (token === close) this.#fault('a member after ","', token);
    return token;
  }

  #token(): string {
    TOKEN.lastIndex = this.#at;
    const match = TOKEN.exec(this.#text);
    if (match === null) this.#fault("a JSON token");
    this.#at = TOKEN.lastIndex;
    return match[1] ?? match[2] ?? "";
  }

  #fault(expected: string, read = ""): never {
    const behind = this.#text.slice(this.#at - read.length);
    const skipped = behind.length - behind.trimStart().length;
    const offset = Math.min(this.#at - read.length + skipped, this.#text.length);
    const line = this.#text.slice(0, offset).split("\n").length - 1;
    const rest =
      behind.trim() === "" ? "it ends too early" : `at ${quote(behind.trim().split("\n")[0] ?? "")}`;
    const bent = BENT.test(behind.trimStart()) ? { todo: UNBEND } : {};
    refuse(this.#page, this.#from + line, { wrong: `the example is not JSON: ${rest}`, expected, ...bent });
  }
}
