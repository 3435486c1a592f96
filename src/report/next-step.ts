import { fails } from "../findings/finding.ts";
import { replayCommand } from "./finding-text.ts";
import type { Report } from "./report.ts";

/** The next thing to do for a person, in a line; undefined where a run has told all there is. */
export function nextStep(report: Report): string | undefined {
  const { verdict, target, leftBehind, requests, reason } = report;
  const isUrl = target.includes("://");
  if (isUrl && (leftBehind.length > 0 || requests.unknown > 0))
    return `npx contract sweep --target ${target} deletes what is left`;
  const [first] = report.findings.filter(fails);
  if (first !== undefined) return `${replayCommand(first)} sends the first one again`;
  if (verdict === "inconclusive")
    return reason === undefined ? undefined : "mend what the reason names, and run again";
  if (target === "sandbox") return "npx contract run --target URL tests your own account's; see --help";
  return undefined;
}
