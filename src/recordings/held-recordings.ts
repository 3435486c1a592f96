import { readdirSync, readFileSync } from "node:fs";
import { fileTrouble, nameOfTrouble } from "../core/file-trouble.ts";
import { isObject, parsed } from "../core/json.ts";

/** The recordings that a folder holds, by name; none where there is no such folder, of which the writer tells. @throws SuiteError */
export function recordingsIn(dir: string): string[] {
  try {
    // A name that begins with a dot is one that was being written.
    return readdirSync(dir).filter((name) => /^[^.].*\.json$/.test(name));
  } catch (error) {
    if (/^(ENOENT|ENOTDIR)$/.test(nameOfTrouble(error))) return [];
    throw fileTrouble(dir, "read", error);
  }
}

/** The ids of the cases that a file holds; none where it is broken, for then nothing of it can be kept. @throws SuiteError */
export function heldCases(path: string): string[] {
  const recording = parsed(textOf(path));
  const exchanges = isObject(recording) && Array.isArray(recording.exchanges) ? recording.exchanges : [];
  return exchanges.flatMap((one) => (isObject(one) && typeof one.case === "string" ? [one.case] : []));
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    // A folder holds no cases; whoever writes there tells of it.
    if (nameOfTrouble(error) === "EISDIR") return "";
    throw fileTrouble(path, "read", error);
  }
}
