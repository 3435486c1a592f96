/** The user's files as text: whatever is wrong with one is a single line that names it. */
import { SuiteError } from "./errors.ts";
import { fileTrouble } from "./file-trouble.ts";
import { readRegularBytes } from "./regular-file.ts";

/** A file's text, without a byte order mark. `name` is what messages call it. @throws SuiteError */
export function readText(path: string, name = path): string {
  let bytes: Uint8Array;
  try {
    bytes = readRegularBytes(path);
  } catch (error) {
    throw fileTrouble(name, "read", error);
  }
  return decoded(bytes, name);
}

/** The same, or undefined where there is no such file. @throws SuiteError */
export function readTextIfThere(path: string, name = path): string | undefined {
  try {
    return decoded(readRegularBytes(path), name);
  } catch (error) {
    if (error instanceof SuiteError) throw error;
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw fileTrouble(name, "read", error);
  }
}

function decoded(bytes: Uint8Array, name: string): string {
  if (isUtf16(bytes)) throw new SuiteError(`${name}:1: this is UTF-16; save the file as UTF-8`);
  const nul = bytes.indexOf(0);
  if (nul >= 0)
    throw new SuiteError(`${name}:${lineAt(bytes, nul)}: this is no text (byte 0); restore the file`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new SuiteError(`${name}:${badLine(bytes)}: this is not UTF-8; save the file as UTF-8`);
  }
}

/** True for a text with a UTF-16 mark at its head, or with a first line in which every other byte is empty. */
function isUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  const head = bytes.subarray(0, 16);
  const isEmpty = (start: number): boolean =>
    head.every((byte, at) => (at % 2 === start) === (byte === 0)) && head.length > 1;
  return isEmpty(0) || isEmpty(1);
}

const lineAt = (bytes: Uint8Array, offset: number): number =>
  bytes.subarray(0, offset).filter((byte) => byte === 0x0a).length + 1;

/**
 * The number of the first line that is not UTF-8: a line end is never part of another character, so lines are checked
 * one by one.
 */
export function badLine(bytes: Uint8Array): number {
  const lines = Buffer.from(bytes).toString("latin1").split("\n");
  const isBad = (line: string): boolean => {
    const text = Buffer.from(line, "latin1");
    return !Buffer.from(text.toString("utf8"), "utf8").equals(text);
  };
  return lines.findIndex(isBad) + 1;
}
