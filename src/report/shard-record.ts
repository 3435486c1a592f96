import type { Reached } from "../coverage/coverage.ts";
import type { RefusedCounts } from "../engine/refused-bodies.ts";
import type { RunResult } from "../engine/run-result.ts";
import type { Asked } from "../engine/run-statistics.ts";
import type { Deviation } from "../findings/deviations.ts";

/** The part of a plan that a run has sent, and what the report of all parts needs beside that of this one. */
export interface ShardRecord {
  /** Counts from 1. */
  readonly index: number;
  readonly of: number;
  /** Hard ceiling on the requests of all parts together. */
  readonly requests: number;
  readonly reached: Reached;
  /** Reasons why cases were not sent, or not answered, each with its count. */
  readonly reasons: readonly (readonly [reason: string, count: number])[];
  readonly refused: RefusedCounts;
  /** Known differences that this part could have seen and did not. */
  readonly unseen: readonly Deviation[];
  readonly asked: readonly Asked[];
  /** The reason why this part has ended early; absent where it has not. */
  readonly ended?: string;
}

/** The record of a run that sends a part of its plan; undefined for one that sends it all. */
export function shardRecordOf(result: RunResult): ShardRecord | undefined {
  const { shard } = result.prepared.options;
  if (shard === undefined) return undefined;
  const { statistics, refusedCounts, unseen, ended, coverage } = result;
  return {
    ...shard,
    reached: coverage.reached(),
    reasons: [...statistics.reasons],
    refused: refusedCounts,
    unseen,
    asked: statistics.asked,
    ...(ended === undefined ? {} : { ended }),
  };
}
