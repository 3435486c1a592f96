import { closeSync, constants, fstatSync, openSync, readFileSync, statSync } from "node:fs";

/** Bytes at most: more than any document, page or generated file holds. */
const MAX_BYTES = 50_000_000;

/** A file that is there and must not be read; `code` says why, as that of a system error does. */
export class NotRegular extends Error {
  readonly code: string;

  constructor(path: string, why: string, code = why) {
    super(`${path}: ${why}`);
    this.code = code;
  }
}

/** The text of a regular file. @throws NotRegular, or the system's error */
export const readRegularFile = (path: string): string => readRegularBytes(path).toString("utf8");

/**
 * The bytes of a regular file. A pipe or a device is not even opened: it might never answer, or never end.
 * @throws NotRegular, or the system's error
 */
export function readRegularBytes(path: string): Buffer {
  const found = statSync(path);
  if (!found.isFile())
    throw new NotRegular(path, "no regular file", found.isDirectory() ? "EISDIR" : undefined);
  // A file that was replaced by a pipe in between is opened without waiting for a writer.
  const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const state = fstatSync(descriptor);
    if (!state.isFile()) throw new NotRegular(path, "no regular file");
    if (state.size > MAX_BYTES) throw new NotRegular(path, `more than ${MAX_BYTES / 1e6} MB`);
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
