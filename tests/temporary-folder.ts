import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Gives tests a folder for all that is temporary, since workers are ended before they can remove theirs. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "contract-tests-"));
  for (const name of ["TMPDIR", "TEMP", "TMP"]) process.env[name] = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
