/** The recordings that go with new docs: the docs' own, and those of the embedded endpoint where they no longer hold. */
import { join } from "node:path";
import type { Contract } from "../contract/contract.ts";
import { readTextIfThere } from "../core/read-text.ts";
import type { Change } from "../core/write-all.ts";
import type { Deviation } from "../findings/deviations.ts";
import { originOf } from "../http/case-origin.ts";
import type { RecordedExchange } from "../http/exchange.ts";
import { docsRecordings } from "../recordings/docs-recordings.ts";
import { withoutPrivate } from "../recordings/pseudonymize-exchanges.ts";
import { hasRecordings, readRecordings } from "../recordings/read-recordings.ts";
import { recordingChanges } from "../recordings/write-recordings.ts";
import { RECORDINGS_DIR, SANDBOX_TOKEN } from "../targets/open-target.ts";
import { recordedTarget } from "../targets/recorded-target.ts";
import { openSandboxTarget } from "../targets/sandbox-target.ts";
import { type Played, played } from "./played.ts";

export interface RecordedOptions {
  readonly root: string;
  readonly contract: Contract;
  readonly deviations: readonly Deviation[];
  /** The docs, and their name in messages. */
  readonly page: string;
  readonly name: string;
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
  const docs = docsRecordings({ ...options, dir: join(options.root, RECORDINGS_DIR) });
  const recorded = await exchangesWith(options, docs);
  if (recorded.length === 0) return { changes: docs };
  const replayed = await replay(options, recorded);
  const own = recorded.filter(({ provenance }) => provenance.source === SANDBOX);
  if (own.length === 0 || doesHold(replayed, own)) return { changes: docs, replayed };
  const changes = [...docs, ...(await recordAgain(options, own))];
  return { changes, replayed: await replay(options, await exchangesWith(options, changes)) };
}

/** All recordings with the changes made. */
async function exchangesWith(
  { root }: RecordedOptions,
  changes: readonly Change[],
): Promise<readonly RecordedExchange[]> {
  const dir = join(root, RECORDINGS_DIR);
  return changes.length > 0 || hasRecordings(dir) ? readRecordings({ dir, root, changes }) : [];
}

const replay = (
  { contract, deviations }: RecordedOptions,
  recorded: readonly RecordedExchange[],
): Promise<Played> =>
  played(recordedTarget(recorded), {
    contract,
    deviations,
    requests: 1 + recorded.length * MOST_REPLAYS,
  });

/** True if the contract would still send what is recorded, and nothing that it answered is wrong. */
function doesHold({ result }: Played, own: readonly RecordedExchange[]): boolean {
  const files = new Set(own.map(({ file }) => file));
  return result.verdict !== "fail" && !result.prepared.orphans.some(({ file }) => files.has(file));
}

/** Records as many requests of the same kinds as are recorded now. */
async function recordAgain(
  { root, contract, deviations }: RecordedOptions,
  own: readonly RecordedExchange[],
): Promise<readonly Change[]> {
  const only = [...new Set(own.map((one) => originOf(one.case).kind))];
  const target = openSandboxTarget({ contract, token: SANDBOX_TOKEN });
  const { exchanges, result } = await played(target, { contract, deviations, requests: own.length, only });
  const date = new Date().toISOString().slice(0, 10);
  const { account } = result.prepared.options;
  const { changes } = recordingChanges({
    dir: join(root, RECORDINGS_DIR),
    contract,
    provenance: { source: SANDBOX, contract: contract.hash, date },
    exchanges: withoutPrivate(exchanges, { contract, token: SANDBOX_TOKEN, ...account, now: Date.now() }),
    token: SANDBOX_TOKEN,
    prune: (kind) => only.includes(kind),
  });
  return changes.filter(({ path, text }) => text !== readTextIfThere(path));
}
