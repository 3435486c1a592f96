/** The changes as annotations of a forge, at the lines of the project's document that they are about. */
import type { Annotation } from "../core/output/sinks.ts";
import { yamlLines } from "../core/yaml-lines.ts";
import { type CurrentDocument, operationSteps } from "../docs/current-document.ts";
import type { ChangeClass, DriftReport } from "./change.ts";
import { placeOf } from "./document-place.ts";
import { impactOf, toldOnce } from "./told-once.ts";
import { shownPair } from "./what-differs.ts";

const LEVELS = {
  breaking: "error",
  rule: "warning",
  compatible: "notice",
  annotation: "notice",
} as const satisfies { [name in ChangeClass]: Annotation["level"] };

/** An annotation for each change, twins together, the worst first; with lines where the project has the operation. */
export function driftAnnotations(
  { operation, changes }: Pick<DriftReport, "operation" | "changes">,
  current: Pick<CurrentDocument, "name" | "text" | "document"> | undefined,
): Annotation[] {
  const lineAt = current && yamlLines(current.text);
  const steps = current && operationSteps(current.document, operation);
  return toldOnce(changes).map(({ change, twins }): Annotation => {
    const { class: severity, kind, side, at, status, keyword, before, after } = change;
    const where = `${side} ${at === "" ? "(whole)" : at}${status === undefined ? "" : ` of ${status}`}`;
    const touched = impactOf({ change, twins }).map(({ what, name }) => `${what} ${name}`);
    const said = (change.sentences ?? []).map((sentence) => `${sentence.change}: ${sentence.text}`);
    const lines = [shownPair(before, after).join(" → "), ...said];
    return {
      level: LEVELS[severity],
      title: `${severity}: ${kind}${keyword === undefined ? "" : ` [${keyword}]`} at ${where}`,
      message: [...lines, ...(touched.length === 0 ? [] : [`touches ${touched.join(", ")}`])].join("\n"),
      ...(current && steps && lineAt
        ? { file: current.name, line: lineAt(placeOf(current.document, steps, change)) }
        : {}),
    };
  });
}
