/** Changes of the docs that somebody has looked at and that are to be told no more. */
import { join } from "node:path";
import { SuiteError } from "../core/errors.ts";
import { isObject, type Json } from "../core/json.ts";
import { yamlValue } from "../core/read-data.ts";
import { readTextIfThere } from "../core/read-text.ts";
import type { DriftReport } from "./change.ts";

/** The file of a project that lists them. */
export const IGNORED = "openapi/drift-ignored.yaml";

/** A change by its id, and why it is not told. */
export interface IgnoredChange {
  readonly id: string;
  readonly reason: string;
}

/** The list of a project; empty where it has none. @throws SuiteError for an entry that says no id or no reason */
export function readIgnored(root: string): IgnoredChange[] {
  const text = readTextIfThere(join(root, IGNORED), IGNORED);
  const entries = (text === undefined ? [] : yamlValue(text, IGNORED)) ?? [];
  if (!Array.isArray(entries))
    throw new SuiteError(`${IGNORED}: expected a list of entries with id and reason; correct it`);
  return entries.map(readEntry);
}

function readEntry(entry: Json, index: number): IgnoredChange {
  const { id, reason } = isObject(entry) ? entry : {};
  const where = `${IGNORED}: entry ${index + 1}`;
  if (typeof id !== "string" || !/^[0-9a-f]{12}$/.test(id))
    throw new SuiteError(
      `${where}: expected an id of 12 hex digits in quotes, as drift gives it; correct it`,
    );
  if (typeof reason !== "string" || reason.trim() === "")
    throw new SuiteError(`${where} (${id}): expected a reason; say why the change is not to be told`);
  return { id, reason };
}

/** The report without the changes that are ignored, which it lists with their reasons. */
export function withoutIgnored(report: DriftReport, list: readonly IgnoredChange[]): DriftReport {
  const isListed = (id: string): boolean => list.some((entry) => entry.id === id);
  const ignored = report.changes.filter(({ id }) => isListed(id)).map(({ id }) => id);
  if (ignored.length === 0) return report;
  const changes = report.changes.filter(({ id }) => !isListed(id));
  return {
    ...report,
    changes,
    drift: changes.length > 0,
    ignored: list.filter(({ id }) => ignored.includes(id)),
  };
}
