import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { badLine } from "../../core/read-text.ts";
import { type Limits, readAnswer } from "./read-answer.ts";
import { collect, MAX_BYTES, Unreadable } from "./unreadable.ts";

/** A text with the place where it was found in the end, which redirects may have moved. */
export interface Found {
  readonly text: string;
  readonly path: string;
}

export const isUrl = (location: string): boolean => /^https?:\/\//i.test(location);

/** Reads a file, or what an http(s) URL answers, as UTF-8. @throws Unreadable */
export async function readLocation(location: string, limits: Limits = {}): Promise<Found> {
  if (isUrl(location)) {
    const { bytes, url } = await readAnswer(location, limits);
    return { text: decode(bytes), path: url };
  }
  if (/^[a-z][a-z\d+.-]+:\/\//i.test(location))
    throw new Unreadable("this kind of address is not read", "give a file, or an http or https address");
  return { text: decode(await readBytes(location)), path: location };
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    const state = await stat(file);
    if (state.isDirectory()) throw new Unreadable("this is a folder", "name a file in it");
    // A pipe or a device is not even opened: it might never answer, or never end.
    if (!state.isFile()) throw new Unreadable("this is no regular file", "save the text in one");
    return await collect(createReadStream(file, { end: MAX_BYTES }));
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new Unreadable(`the file cannot be read (${code})`, "check the path");
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    throw new Unreadable(
      isWide ? "this is UTF-16" : `line ${badLine(bytes)} is not UTF-8`,
      "save the text as UTF-8",
    );
  }
}
