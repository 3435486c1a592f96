import { fails } from "../findings/finding.ts";
import { replayCommand } from "./finding-text.ts";
import type { Report } from "./report.ts";

/** The next thing to do for a person: a command with what it does, or words alone. */
export interface NextStep {
  readonly command?: string;
  readonly does: string;
}

/** The next step after a run; undefined where it has told all there is. */
export function nextStep(report: Report): NextStep | undefined {
  const { verdict, target, leftBehind, requests, reason } = report;
  const isUrl = target.includes("://");
  if (isUrl && (leftBehind.length > 0 || requests.unknown > 0))
    return { command: `npx contract sweep --target ${target}`, does: "deletes what is left" };
  const [first] = report.findings.filter(fails);
  if (first !== undefined) return { command: replayCommand(first), does: "sends the first one again" };
  if (verdict === "inconclusive")
    return reason === undefined ? undefined : { does: "mend what the reason names, and run again" };
  if (target === "sandbox")
    return { command: "npx contract run --target URL", does: "tests your own account's; see --help" };
  return undefined;
}
