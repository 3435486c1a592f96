import { isObject } from "../../core/json.ts";
import type { Report } from "../report.ts";
import type { ShardRecord } from "../shard-record.ts";

/** The report of one part of a plan. */
export interface Part extends Report {
  readonly shard: ShardRecord;
}

/** True for the report of a part of a plan. */
export const isPart = (report: Report): report is Part =>
  isObject(report.shard) &&
  Number.isSafeInteger(report.shard.index) &&
  Number.isSafeInteger(report.shard.of) &&
  Array.isArray(report.shard.unseen) &&
  [report.shard.reached, report.shard.refused].every(isObject) &&
  isObject(report.shard.reached.levels) &&
  [report.shard.reasons, report.shard.asked].every(Array.isArray);
