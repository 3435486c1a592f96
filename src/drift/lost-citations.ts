/** Rules and probes of the overlay whose sentences the docs no longer have. */
import type { Json, JsonObject } from "../core/json.ts";
import { isObject } from "../core/json.ts";
import type { Overlay } from "../docs/overlay/read-overlay.ts";
import { descriptionsOf } from "./descriptions.ts";
import { fieldOf } from "./field.ts";
import type { OperationModel } from "./operation-model.ts";
import { sentenceHash, sentencesOf } from "./prose.ts";

/** A rule or probe of the overlay, with the keys and indexes that lead to it there. */
export interface CitingEntry {
  readonly id: string;
  readonly cites: readonly string[];
  /** The place in the document that states it; absent where it says none. */
  readonly docs?: string;
  readonly path: readonly (string | number)[];
}

/** Every rule and probe of an overlay, in its order. */
export function citingEntries({ root }: Pick<Overlay, "root">): CitingEntry[] {
  const found: CitingEntry[] = [];
  const visit = (value: Json, path: CitingEntry["path"]): void => {
    if (Array.isArray(value)) for (const [index, item] of value.entries()) visit(item, [...path, index]);
    if (!isObject(value)) return;
    found.push(...entryAt(value, path));
    for (const [name, member] of Object.entries(value)) visit(member, [...path, name]);
  };
  visit(root, []);
  return found;
}

function entryAt({ id, cites, docs }: JsonObject, path: CitingEntry["path"]): CitingEntry[] {
  if (typeof id !== "string" || (cites === undefined && docs === undefined)) return [];
  const hashes = [cites ?? []].flat().map(String);
  return [{ id, path, cites: hashes, ...(typeof docs === "string" ? { docs } : {}) }];
}

/** The entries that cite sentences of which none stands in the docs any more, nor in the document that the overlay makes of them. */
export function lostCitations(
  overlay: Pick<Overlay, "root">,
  models: readonly OperationModel[],
): CitingEntry[] {
  const standing = new Set(
    models
      .flatMap(descriptionsOf)
      .flatMap((description) =>
        sentencesOf(description.text).map((text) => sentenceHash(fieldOf(description), text)),
      ),
  );
  return citingEntries(overlay).filter(
    ({ cites }) => cites.length > 0 && !cites.some((hash) => standing.has(hash)),
  );
}

/** One line that names the entries, and says what to do. */
export function explainLost(overlay: Pick<Overlay, "name">, lost: readonly CitingEntry[]): string {
  const each = lost.map(({ id, cites }) => `${id} cites ${cites.join(", ")}`).join("; ");
  return `${overlay.name}: sentences that the docs no longer have: ${each}; expected each rule to cite a sentence that stands; cite the one that takes its place, or remove the rule`;
}
