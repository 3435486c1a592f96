import { join } from "node:path";
import { isObject, type JsonObject } from "../core/json.ts";
import { addedOperations, fileOf } from "../core/project.ts";
import { yamlValue } from "../core/read-data.ts";
import { readTextIfThere } from "../core/read-text.ts";
import type { Pending } from "../core/sources-hash.ts";

/** A known difference between the endpoint and its docs, as far as it documents a field. */
export interface KnownDifference {
  /** The operation's id; `*` in it stands for any text. */
  readonly operation: string;
  readonly check: string;
  /** The status of the answer, where the difference is about that of one status alone. */
  readonly status?: string;
  /** The place in an answer, such as `calendar.name`, without the status before it. */
  readonly place: string;
  readonly reason: string;
}

const FILE = "openapi/deviations.yaml";

/**
 * The known differences of a project and of the operations that were added to it; what is no entry is left to the commands that
 * judge by them.
 * @param pending files that are about to be written
 */
export function readDifferences(root: string, pending: readonly Pending[]): readonly KnownDifference[] {
  const files = [FILE, ...addedOperations(root).map((id) => fileOf(root, id, "deviations.yaml"))];
  return files.flatMap((file) => differencesIn(root, file, pending));
}

function differencesIn(root: string, file: string, pending: readonly Pending[]): KnownDifference[] {
  const written = pending.find(({ path }) => path === file);
  const text = written ? written.text : readTextIfThere(join(root, file), file);
  const found = yamlValue(text ?? "", file);
  if (!Array.isArray(found)) return [];
  return found.flatMap((entry) => (isObject(entry) ? differencesOf(entry) : []));
}

/** A finding's fingerprint: operation, check, and a subject whose last part is a place. */
const COVERS = /^(?<operation>[^/\s]+)\/(?<check>[a-z-]+)\/(?:(?<status>\d{3})\/|\S*\/)?(?<place>[^/\s]+)$/;

function differencesOf({ covers, reason }: JsonObject): KnownDifference[] {
  const { operation, check, place, status } =
    (typeof covers === "string" && COVERS.exec(covers)?.groups) || {};
  if (operation === undefined || check === undefined || place === undefined || typeof reason !== "string")
    return [];
  return [{ operation, check, ...(status === undefined ? {} : { status }), place, reason }];
}
