import { escapeToken, tokensOf } from "../core/json.ts";
import type { YamlLines } from "../core/yaml-lines.ts";
import type { Overlay } from "../docs/overlay/read-overlay.ts";
import type { DriftReport, SentenceChange } from "../drift/change.ts";
import type { CitingEntry } from "../drift/lost-citations.ts";
import { type LeftOver, leftOver } from "./left-over.ts";

/** The rules and probes that the docs no longer state: their place is gone, or the sentences that they cite. */
export function leftRules(
  { name: file }: Pick<Overlay, "name">,
  entries: { readonly placeless: readonly CitingEntry[]; readonly lost: readonly CitingEntry[] },
  report: Pick<DriftReport, "changes">,
  lineAt: YamlLines,
): LeftOver[] {
  const placeless = entries.placeless.map(({ id, docs, path }) =>
    leftOver(
      true,
      { file, line: lineAt([...path, "docs"]) },
      `${id}: the place that states it, ${docs}, is gone, and it is left out`,
      "remove it, or point docs at the place that states it now",
    ),
  );
  const isPlaceless = (id: string): boolean => entries.placeless.some((one) => one.id === id);
  const lost = entries.lost
    .filter(({ id }) => !isPlaceless(id))
    .map((entry) =>
      leftOver(
        true,
        { file, line: lineAt([...entry.path, "cites"]) },
        `${entry.id} cites ${entry.cites.join(", ")}, which the docs no longer have`,
        remedy(entry, report),
      ),
    );
  return [...placeless, ...lost];
}

/** The new sentences of the same field, of which one may take the place of what is gone. */
function remedy({ docs = "" }: CitingEntry, { changes }: Pick<DriftReport, "changes">): string {
  const field = tokensOf(docs).at(-1);
  const open = changes.flatMap(({ at, sentences = [] }) =>
    field !== undefined && at.endsWith(`/${escapeToken(field)}`) ? sentences.filter(isOpen) : [],
  );
  const hashes = [...new Set(open.map(({ hash }) => hash))];
  if (hashes.length === 0) return "remove it, or cite the sentence that states it now";
  return `cites: [${hashes.map((hash) => `'${hash}'`).join(", ")}] if that still says so, or remove it`;
}

const isOpen = ({ review }: SentenceChange): boolean => review === "unreviewed";
