import type { YamlLines } from "../core/yaml-lines.ts";
import type { Overlay } from "../docs/overlay/read-overlay.ts";
import type { DriftReport } from "../drift/change.ts";
import { oneLine } from "../drift/report-text.ts";
import { READ_KEYWORD } from "../drift/review.ts";
import { type LeftOver, leftOver } from "./left-over.ts";

/** The sentences of the docs that nobody has read, each with the entry that marks it as read. */
export function leftSentences(
  { name: file }: Pick<Overlay, "name">,
  { changes }: Pick<DriftReport, "changes">,
  lineAt: YamlLines,
): LeftOver[] {
  const open = changes.flatMap(({ at, sentences = [] }) =>
    sentences.filter(({ review }) => review === "unreviewed").map(({ text, hash }) => ({ at, text, hash })),
  );
  const once = [...new Map(open.map((one) => [one.hash, one])).values()];
  const line = lineAt([READ_KEYWORD]);
  return once.map(({ at, text, hash }) =>
    leftOver(
      false,
      { file, line },
      `unread at ${oneLine(at === "" ? "(whole)" : at, 200)}: ${oneLine(text, 200)}`,
      `a rule that cites '${hash}', or - {hash: '${hash}', at: ${JSON.stringify(oneLine(at, 200))}, note: why no rule follows}`,
    ),
  );
}
