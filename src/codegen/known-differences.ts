import { join } from "node:path";
import { isObject, type JsonObject } from "../core/json.ts";
import { yamlValue } from "../core/read-data.ts";
import { readTextIfThere } from "../core/read-text.ts";
import type { Pending } from "../core/sources-hash.ts";

/** A known difference between the endpoint and its docs, as far as it documents a field. */
export interface KnownDifference {
  /** The operation's id; `*` in it stands for any text. */
  readonly operation: string;
  readonly check: string;
  /** The place in an answer, such as `calendar.name`, without the status before it. */
  readonly place: string;
  readonly reason: string;
}

const FILE = "openapi/deviations.yaml";

/**
 * The known differences of a project; what is no entry is left to the commands that judge by them.
 * @param pending files that are about to be written
 */
export function readDifferences(root: string, pending: readonly Pending[]): readonly KnownDifference[] {
  const written = pending.find(({ path }) => path === FILE);
  const text = written ? written.text : readTextIfThere(join(root, FILE), FILE);
  const found = yamlValue(text ?? "", FILE);
  if (!Array.isArray(found)) return [];
  return found.flatMap((entry) => (isObject(entry) ? differencesOf(entry) : []));
}

/** A finding's fingerprint: operation, check, and a subject whose last part is a place. */
const COVERS = /^(?<operation>[^/\s]+)\/(?<check>[a-z-]+)\/(?:\S*\/)?(?<place>[^/\s]+)$/;

function differencesOf({ covers, reason }: JsonObject): KnownDifference[] {
  const { operation, check, place } = (typeof covers === "string" && COVERS.exec(covers)?.groups) || {};
  if (operation === undefined || check === undefined || place === undefined || typeof reason !== "string")
    return [];
  return [{ operation, check, place, reason }];
}
