/** Judges, in memory, the impact of a new contract on recordings and on the plan. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { SchemaCompiler } from "../../codegen/validators.ts";
import { SuiteError } from "../../core/errors.ts";
import { readRecordings } from "../../recordings/read-recordings.ts";
import { RECORDINGS_DIR } from "../../targets/open-target.ts";
import { type CaseChanges, caseChanges } from "./cases.ts";
import type { ImpactInput } from "./impact-input.ts";
import { memoryContract } from "./memory-contract.ts";
import { type BrokenRecording, brokenRecordings } from "./recordings.ts";

export interface Judged {
  readonly broken: readonly BrokenRecording[];
  readonly cases: CaseChanges;
  readonly unjudged?: string;
}

/**
 * Loads both contracts in memory, judges the recordings and plans the cases; gives the reason where one cannot be
 * loaded.
 */
export async function judgeBoth({
  before,
  after,
  current,
  document,
  root,
  compiler = new SchemaCompiler(),
}: ImpactInput): Promise<Judged> {
  try {
    const old = memoryContract(current.document, current.name, compiler);
    const now = memoryContract(document, current.name, compiler);
    const cases = caseChanges(old, now, [before.id, after.id]);
    if (before.id !== after.id || !existsSync(join(root, RECORDINGS_DIR))) return { broken: [], cases };
    const recordings = await readRecordings({ dir: join(root, RECORDINGS_DIR), root });
    return { broken: brokenRecordings(recordings, old, now, after.id), cases };
  } catch (error) {
    if (!(error instanceof SuiteError)) throw error;
    return { broken: [], cases: { appear: [], vanish: [] }, unjudged: error.message };
  }
}
