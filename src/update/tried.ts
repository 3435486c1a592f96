/** The runs by which an update tries what it has made. */
import { join } from "node:path";
import type { Contract } from "../contract/contract.ts";
import { RECORDED_OPERATIONS_DIR } from "../core/project.ts";
import type { Change } from "../core/write-all.ts";
import type { Deviation } from "../findings/deviations.ts";
import { RECORDINGS_DIR, SANDBOX_TOKEN } from "../targets/open-target.ts";
import { openSandboxTarget } from "../targets/sandbox-target.ts";
import type { OperationUpdate } from "./operation-update.ts";
import { type Played, played } from "./played.ts";
import { recordedOf } from "./recorded.ts";

/** A run of an update, by the name of its target, and of its operation where the update is about several. */
export interface PlayedOn extends Played {
  readonly target: string;
  readonly operation?: string;
}

export interface Trial {
  readonly root: string;
  readonly contract: Contract;
  readonly deviations: readonly Deviation[];
  /** Requests of the runs on the embedded endpoint, all together. */
  readonly requests: number;
}

/** An operation that is tried. */
export type TriedOperation = Pick<OperationUpdate, "id" | "docs" | "source">;

/** Requests that each of several operations gets, at least. */
const LEAST = 30;

/** Runs each operation on the embedded endpoint. */
export async function sandboxRuns(
  { contract, deviations, requests }: Trial,
  operations: readonly TriedOperation[],
): Promise<readonly PlayedOn[]> {
  const share = Math.max(LEAST, Math.floor(requests / operations.length));
  const runs: PlayedOn[] = [];
  for (const { id } of operations) {
    const target = openSandboxTarget({ contract, token: SANDBOX_TOKEN });
    const options = {
      contract,
      deviations,
      operation: id,
      requests: operations.length > 1 ? share : requests,
    };
    runs.push({ target: "sandbox", ...namedOf(id, operations), ...(await played(target, options)) });
  }
  return runs;
}

/** The recordings of each operation made anew where they have to be, and the runs on them; nothing is written. */
export async function recordedRuns(
  trial: Trial,
  operations: readonly TriedOperation[],
): Promise<{ readonly changes: readonly Change[]; readonly runs: readonly PlayedOn[] }> {
  const changes: Change[] = [];
  const runs: PlayedOn[] = [];
  for (const { id, docs, source } of operations) {
    const { changes: made, replayed } = await recordedOf({
      ...trial,
      operation: id,
      dir: docs.added ? join(RECORDED_OPERATIONS_DIR, id) : RECORDINGS_DIR,
      ...(docs.added ? {} : { docs: { page: source.text, name: source.name } }),
    });
    changes.push(...made);
    if (replayed) runs.push({ target: "recordings", ...namedOf(id, operations), ...replayed });
  }
  return { changes, runs };
}

const namedOf = (operation: string, { length }: readonly TriedOperation[]): { operation?: string } =>
  length > 1 ? { operation } : {};
