/** The recordings that go with new docs: the docs' own, and those of the embedded endpoint where they no longer hold. */
import { join } from "node:path";
import type { Contract } from "../contract/contract.ts";
import { RECORDED_OPERATIONS_DIR } from "../core/project.ts";
import { readTextIfThere } from "../core/read-text.ts";
import type { Change } from "../core/write-all.ts";
import type { Deviation } from "../findings/deviations.ts";
import { originOf } from "../http/case-origin.ts";
import type { RecordedExchange } from "../http/exchange.ts";
import { docsRecordings } from "../recordings/docs-recordings.ts";
import { withoutPrivate } from "../recordings/pseudonymize-exchanges.ts";
import { hasRecordings, readRecordings } from "../recordings/read-recordings.ts";
import { recordingChanges } from "../recordings/write-recordings.ts";
import { SANDBOX_TOKEN } from "../targets/open-target.ts";
import { recordedTarget } from "../targets/recorded-target.ts";
import { openSandboxTarget } from "../targets/sandbox-target.ts";
import { type Played, played } from "./played.ts";

export interface RecordedOptions {
  readonly root: string;
  readonly contract: Contract;
  readonly deviations: readonly Deviation[];
  /** The operation whose recordings they are, and their folder from the root. */
  readonly operation: string;
  readonly dir: string;
  /** The docs that show exchanges, and their name in messages; absent for an operation that was added. */
  readonly docs?: { readonly page: string; readonly name: string };
}

/** The recordings' changes, and the run on what is recorded then; no run where there are no recordings. */
export interface Recorded {
  readonly changes: readonly Change[];
  readonly replayed?: Played;
}

/** Source of the recordings that can be made anew here. */
const SANDBOX = "sandbox";

/** Times that one recorded answer is asked for at most, as in a run. */
const MOST_REPLAYS = 3;

/** Makes the recordings of the docs, and records the embedded endpoint again where what is recorded of it no longer holds. */
export async function recordedOf(options: RecordedOptions): Promise<Recorded> {
  const { contract, root, dir, docs: shown } = options;
  const docs = shown ? docsRecordings({ ...shown, contract, dir: join(root, dir) }) : [];
  const recorded = await exchangesWith(options, docs);
  if (recorded.length === 0) return { changes: docs };
  const replayed = await replay(options, recorded);
  const own = recorded.filter(({ provenance }) => provenance.source === SANDBOX);
  if (own.length === 0 || doesHold(replayed, own)) return { changes: docs, replayed };
  const changes = [...docs, ...(await recordAgain(options, own))];
  return { changes, replayed: await replay(options, await exchangesWith(options, changes)) };
}

/** All recordings of the operation with the changes made: those of others stand in folders of their own. */
async function exchangesWith(
  options: RecordedOptions,
  changes: readonly Change[],
): Promise<readonly RecordedExchange[]> {
  const { root } = options;
  const dir = join(root, options.dir);
  const all = changes.length > 0 || hasRecordings(dir) ? await readRecordings({ dir, root, changes }) : [];
  const isOthers = (file: string): boolean =>
    file.startsWith(`${RECORDED_OPERATIONS_DIR}/`) && !file.startsWith(`${options.dir}/`);
  return all.filter(({ file }) => !isOthers(file));
}

const replay = (
  { contract, deviations, operation }: RecordedOptions,
  recorded: readonly RecordedExchange[],
): Promise<Played> =>
  played(recordedTarget(recorded), {
    contract,
    deviations,
    operation,
    requests: 1 + recorded.length * MOST_REPLAYS,
  });

/** True if the contract would still send what is recorded, and nothing that it answered is wrong. */
function doesHold({ result }: Played, own: readonly RecordedExchange[]): boolean {
  const files = new Set(own.map(({ file }) => file));
  return result.verdict !== "fail" && !result.prepared.orphans.some(({ file }) => files.has(file));
}

/** Records as many requests of the same kinds as are recorded now. */
async function recordAgain(
  { root, dir, contract, deviations, operation }: RecordedOptions,
  own: readonly RecordedExchange[],
): Promise<readonly Change[]> {
  const only = [...new Set(own.map((one) => originOf(one.case).kind))];
  const target = openSandboxTarget({ contract, token: SANDBOX_TOKEN });
  const { exchanges, result } = await played(target, {
    contract,
    deviations,
    operation,
    requests: own.length,
    only,
  });
  const date = new Date().toISOString().slice(0, 10);
  const { account } = result.prepared.options;
  const { changes } = recordingChanges({
    dir: join(root, dir),
    contract,
    provenance: { source: SANDBOX, contract: contract.hash, date },
    exchanges: withoutPrivate(exchanges, { contract, token: SANDBOX_TOKEN, ...account, now: Date.now() }),
    token: SANDBOX_TOKEN,
    prune: (kind) => only.includes(kind),
  });
  return changes.filter(({ path, text }) => text !== readTextIfThere(path));
}
