import { CaptureError } from "../capture-error.ts";
import { isUrl, readLocation } from "./read-location.ts";
import { readSource } from "./read-source.ts";
import type { Source, SourceOptions } from "./source.ts";
import { Unreadable } from "./unreadable.ts";

/** A source with its text, as a file or a URL gave it. */
export interface LoadedSource extends Source {
  readonly text: string;
  /** The source's name in messages. */
  readonly name: string;
}

export type LoadOptions = Omit<SourceOptions, "text" | "name" | "path"> & {
  readonly name?: string;
  /** Time for the whole answer of a URL, 15 s unless given. */
  readonly timeoutMs?: number;
};

/** Reads a source from a file or an http(s) URL; throws `CaptureError`, one line whatever is wrong. */
export async function loadSource(fileOrUrl: string, options: LoadOptions = {}): Promise<LoadedSource> {
  const { name = fileOrUrl, timeoutMs, ...rest } = options;
  const shown = publicName(name);
  const { text, path } = await read(fileOrUrl, shown, timeoutMs);
  return { ...(await readSource({ ...rest, text, name: shown, path })), text, name: shown };
}

/** The text of a file or URL, with the place where it was found and its name in messages. */
export interface SourceFile {
  readonly text: string;
  readonly path: string;
  readonly name: string;
}

/** Reads the text of a file or URL, which has its own name in messages unless one is given. @throws CaptureError */
export async function loadText(fileOrUrl: string, name = fileOrUrl): Promise<SourceFile> {
  const shown = publicName(name);
  return { ...(await read(fileOrUrl, shown, undefined)), name: shown };
}

async function read(
  fileOrUrl: string,
  name: string,
  timeoutMs: number | undefined,
): Promise<{ text: string; path: string }> {
  try {
    return await readLocation(fileOrUrl, timeoutMs === undefined ? {} : { timeoutMs });
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const location = isUrl(fileOrUrl) ? name : `${name}:1`;
    throw new CaptureError(`${location}: ${error.wrong}; expected a text file of a docs page; ${error.todo}`);
  }
}

/** An address without what may be secret in it: user, password and query. */
export function publicName(name: string): string {
  if (!isUrl(name) || !URL.canParse(name)) return name;
  const { origin, pathname, search } = new URL(name);
  return `${origin}${pathname}${search === "" ? "" : "?…"}`;
}
