import { createHash } from "node:crypto";
import { type FileHandle, open, rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { SuiteError } from "../core/errors.ts";
import { makeFolder } from "../core/make-folder.ts";
import { type Owner, ownerOf } from "../core/owner.ts";
import type { Note } from "./ledger.ts";

export const FORMAT = "contract-journal/1";

/** Folder of the journals, from the repository's root. */
export const JOURNAL_DIR = join(".cache", "journal");

/** The first line of a journal: the run it belongs to. */
export interface JournalHeader {
  readonly journal: typeof FORMAT;
  /** The run's tag. */
  readonly tag: string;
  /** Base URL of the target. */
  readonly target: string;
  /** Distinguishes accounts without naming them. */
  readonly account: string;
  /** Id of the creating operation. */
  readonly operation: string;
  readonly owner: Owner;
}

/** The methods of a file that a journal uses. */
export type JournalFile = Pick<FileHandle, "appendFile" | "datasync" | "close">;

/** The notes of one run on disk, a line each, only ever added to; it is removed when all is settled. */
export class Journal {
  readonly path: string;
  readonly #file: JournalFile;
  #last: Promise<void> = Promise.resolve();
  #isTorn = false;
  #hasEnded = false;
  #isBlank = true;

  constructor(file: JournalFile, path: string) {
    this.#file = file;
    this.path = path;
  }

  /** Writes a line. With `durable` it returns only when the line is on the disk. Rejects where it cannot be written. */
  write(line: Note | JournalHeader, durable = false): Promise<void> {
    if (!("journal" in line)) this.#isBlank = false;
    const written = this.#last.then(async () => {
      // After a line that came through in part, the next one begins anew.
      const text = `${this.#isTorn ? "\n" : ""}${JSON.stringify(line)}\n`;
      this.#isTorn = true;
      await this.#file.appendFile(text);
      if (durable) await this.#file.datasync();
      this.#isTorn = false;
    });
    this.#last = written.catch(() => {});
    return written;
  }

  /** Ends the journal, once; it is removed where everything it notes is settled, or where it notes nothing. */
  async end(isSettled = this.#isBlank): Promise<void> {
    await this.#last;
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    await this.#file.close();
    if (isSettled) await rm(this.path, { force: true });
  }
}

/**
 * Begins a journal.
 * @returns undefined where another run of this tag has one on this target.
 * @throws SuiteError where the folder cannot be written.
 */
export async function beginJournal(
  dir: string,
  header: Omit<JournalHeader, "journal" | "owner">,
): Promise<Journal | undefined> {
  const path = join(dir, `${header.tag}-${digest([header.target, header.account, header.operation])}.jsonl`);
  try {
    makeFolder(dir);
    const journal = new Journal(await open(path, "ax"), path);
    await journal.write({ journal: FORMAT, ...header, owner: ownerOf() }, true).catch(async (error) => {
      await journal.end(true).catch(() => {});
      throw error;
    });
    return journal;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "EEXIST" && (error as NodeJS.ErrnoException).path === path) return undefined;
    throw new SuiteError(
      `${relative(process.cwd(), dir)}: the run's journal cannot be written (${code ?? message}), and without it nothing is made: make room there, or make the folder writable`,
    );
  }
}

/** A digest that distinguishes values without naming them. */
export const digest = (value: unknown): string =>
  createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 12);
