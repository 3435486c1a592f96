import { readFile } from "node:fs/promises";
import { CaptureError } from "./capture-error.ts";
import { readSource } from "./read-source.ts";
import type { Source, SourceOptions } from "./source.ts";

/** A source with its text, as a file or a URL gave it. */
export interface LoadedSource extends Source {
  readonly text: string;
}

/** Reads a source from a file or an http(s) URL; throws `CaptureError`, one line whatever is wrong. */
export async function loadSource(
  fileOrUrl: string,
  options: Omit<SourceOptions, "text" | "name" | "path"> & { readonly name?: string } = {},
): Promise<LoadedSource> {
  const { name = fileOrUrl, ...rest } = options;
  const text = await read(fileOrUrl, name);
  return { ...(await readSource({ ...rest, text, name, path: fileOrUrl })), text };
}

async function read(file: string, name: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new CaptureError(
      `${name}:1: the file cannot be read (${code}); expected a text file; check the path`,
    );
  }
}
