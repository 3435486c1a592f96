import { encodedPath } from "./path-template.ts";

/** Length of the longest id, in UTF-16 units; servers and proxies cut or refuse longer addresses. */
const MOST_CHARACTERS = 512;

const BASE = "http://host";

/** The paths of a template with one parameter, such as `/things/{id}`: that of an id, and the id in a path. */
export class ResourcePath {
  readonly #before: string;
  readonly #after: string;

  constructor(template: string, parameter: string) {
    const [before = "", after = ""] = template.split(`{${parameter}}`);
    this.#before = encodedPath(before);
    this.#after = encodedPath(after);
  }

  /**
   * The path of an id; undefined for an id that does not come back out of it, so that the path would be that of something
   * else: half of a pair, `.` and `..`, and what begins another segment, a query or an escape once a proxy has decoded it.
   */
  of(id: string): string | undefined {
    if (id === "" || id.length > MOST_CHARACTERS || /\p{Cc}|\p{Cs}/u.test(id)) return undefined;
    const path = this.#before + encodeURIComponent(id) + this.#after;
    const decoded = this.#before + id + this.#after;
    return this.#comesBack(path, id) && this.#comesBack(decoded, id) ? path : undefined;
  }

  /** The id in a path that is one of the template; undefined for any other path. */
  idIn(path: string): string | undefined {
    const value = path.slice(this.#before.length, path.length - this.#after.length);
    const id = value === "" || value.includes("/") ? undefined : decodedText(value);
    if (id === undefined) return undefined;
    return this.#before + encodeURIComponent(id) + this.#after === path ? id : undefined;
  }

  /** True if a URL parser reads the path as that of the id, in as many segments as the template has. */
  #comesBack(path: string, id: string): boolean {
    if (!URL.canParse(BASE + path)) return false;
    const { pathname, search, hash } = new URL(BASE + path);
    const segments = pathname.split("/");
    const depth = `${this.#before}${this.#after}`.split("/").length;
    const decoded = `${decodedText(this.#before)}${id}${decodedText(this.#after)}`;
    return (
      search === "" && hash === "" && segments.length === depth && decodedText(segments.join("/")) === decoded
    );
  }
}

function decodedText(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/**
 * The id that a JSON value is, as text; undefined where it is none. A whole number beyond 2^53 was rounded when it was read,
 * and is the id of something else.
 */
export function idOf(value: unknown): string | undefined {
  if (typeof value === "string" && value !== "") return value;
  return Number.isSafeInteger(value) && !Object.is(value, -0) ? String(value) : undefined;
}
