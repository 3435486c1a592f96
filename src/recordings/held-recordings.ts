import { readdirSync, statSync } from "node:fs";
import { fileTrouble, nameOfTrouble } from "../core/file-trouble.ts";
import { isObject, parsed } from "../core/json.ts";
import { readRegularFile } from "../core/regular-file.ts";

/**
 * The recordings in a folder, by name; none where there is no such folder, which the writer reports.
 * @throws SuiteError
 */
export function recordingsIn(dir: string): string[] {
  try {
    // A name that begins with a dot is a temporary file of a write.
    return readdirSync(dir).filter((name) => /^[^.].*\.json$/.test(name));
  } catch (error) {
    if (/^(ENOENT|ENOTDIR)$/.test(nameOfTrouble(error))) return [];
    throw fileTrouble(dir, "read", error);
  }
}

/**
 * The ids of the cases in a file; none where it is broken, for then nothing of it can be kept.
 * @throws SuiteError
 */
export function heldCases(path: string): string[] {
  const recording = parsed(textOf(path));
  const exchanges = isObject(recording) && Array.isArray(recording.exchanges) ? recording.exchanges : [];
  return exchanges.flatMap((exchange) =>
    isObject(exchange) && typeof exchange.case === "string" ? [exchange.case] : [],
  );
}

function textOf(path: string): string {
  try {
    // A folder holds no cases; writing there reports it.
    return statSync(path).isDirectory() ? "" : readRegularFile(path);
  } catch (error) {
    throw fileTrouble(path, "read", error);
  }
}
