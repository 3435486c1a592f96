import { readdir, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { isTag } from "../account/tag.ts";
import { adviceOn, nameOfTrouble } from "../core/file-trouble.ts";
import { isObject, parsed } from "../core/json.ts";
import { isAlive } from "../core/owner.ts";
import { readRegularFile } from "../core/regular-file.ts";
import { ageOf } from "./age.ts";
import { FORMAT, type JournalHeader } from "./journal.ts";
import { Ledger, noteOf } from "./ledger.ts";

/** A journal as it lies on the disk. */
export interface FoundJournal {
  readonly path: string;
  readonly header: JournalHeader;
  readonly ledger: Ledger;
  /** True if the run that writes it still goes on. */
  readonly alive: boolean;
}

/** Age up to which a file without a header counts as a journal that is being begun, in milliseconds. */
const UNBORN_UNTIL = 60 * 60 * 1000;

/** Reads every journal in a folder; calls `warn` with a line for each one that is damaged. */
export async function readJournals(dir: string, warn: (line: string) => void): Promise<FoundJournal[]> {
  const names = await readdir(dir).catch(() => [] as string[]);
  const found: FoundJournal[] = [];
  for (const name of names.filter((file) => file.endsWith(".jsonl")).sort()) {
    const journal = await readJournal(join(dir, name), warn);
    if (journal) found.push(journal);
  }
  return found;
}

/** Reads one journal; undefined where another process has just removed it. */
async function readJournal(path: string, warn: (line: string) => void): Promise<FoundJournal | undefined> {
  const text = textOf(path, warn);
  const state = await stat(path).catch(() => undefined);
  if (text === undefined || state === undefined) return undefined;
  const silentFor = ageOf(state.mtimeMs);
  // A line without its end was cut off: its request has not begun, or is found by its tag.
  const lines = text.slice(0, text.lastIndexOf("\n") + 1).split("\n");
  const header = headerOf(parsed(lines[0] ?? ""));
  if (!header) {
    if (lines.length > 1) warn(`${basename(path)}:1: no journal; remove the file if it is yours`);
    else if (silentFor > UNBORN_UNTIL) await rm(path, { force: true });
    return undefined;
  }
  const ledger = ledgerOf(lines.slice(1), (number) =>
    warn(`${basename(path)}:${number}: not a line of a journal; left out`),
  );
  return { path, header, ledger, alive: isAlive(header.owner, silentFor) };
}

/** The ledger after the notes below a header; calls `onDamage` with the number of each line that is no note. */
function ledgerOf(lines: readonly string[], onDamage: (number: number) => void): Ledger {
  const ledger = new Ledger();
  for (const [index, line] of lines.entries()) {
    if (line === "") continue;
    const note = noteOf(parsed(line));
    if (note) ledger.apply(note);
    else onDamage(index + 2);
  }
  return ledger;
}

/** The text of a journal; of one that cannot be read the user hears, since what it tells of stays. */
function textOf(path: string, warn: (line: string) => void): string | undefined {
  try {
    return readRegularFile(path);
  } catch (error) {
    if (nameOfTrouble(error) !== "ENOENT")
      warn(`${basename(path)}: cannot be read (${nameOfTrouble(error)}): ${adviceOn(error)}`);
    return undefined;
  }
}

function headerOf(value: unknown): JournalHeader | undefined {
  if (!isObject(value) || value.journal !== FORMAT) return undefined;
  const { tag, target, account, operation, owner } = value;
  const isWhole =
    [tag, target, account, operation].every((field) => typeof field === "string") &&
    isObject(owner) &&
    typeof owner.host === "string" &&
    typeof owner.pid === "number";
  return isWhole && isTag(String(tag)) ? (value as unknown as JournalHeader) : undefined;
}
