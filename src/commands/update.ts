import { stderr, stdout } from "../core/output/printer.ts";
import { json as asJson } from "../core/output/sinks.ts";
import { ROOT } from "../core/root.ts";
import { outcomeData } from "../update/outcome-data.ts";
import { outcomeText } from "../update/outcome-text.ts";
import { tellStopped } from "../update/stopped.ts";
import { type UpdateOutcome, update } from "../update/update.ts";
import { EXIT } from "./exit.ts";

interface UpdateFlags {
  readonly operation?: string;
  readonly check?: boolean;
  readonly json?: boolean;
}

/**
 * `contract update`. @returns 0 where all is done; 1 where an error is left to a person, a run failed, or `--check` finds
 * something to do; 3 for a run without a verdict
 */
export async function updateCommand(
  file: string | undefined,
  { operation, check = false, json = false }: UpdateFlags,
): Promise<number> {
  const phases = tellStopped();
  try {
    const outcome = await update({ root: ROOT, file, operation, check, onWriting: phases.writes });
    for (const remark of outcome.remarks) stderr.line(remark);
    stdout.text(json ? `${asJson(outcomeData(outcome, check))}\n` : outcomeText(outcome, check));
    return statusOf(outcome, check);
  } finally {
    phases.off();
  }
}

function statusOf({ files, left, reports, runs }: UpdateOutcome, check: boolean): number {
  const verdicts = runs.map(({ result }) => result.verdict);
  if (left.some(({ isError }) => isError) || verdicts.includes("fail")) return EXIT.fail;
  if (check && (files.length > 0 || reports.some(({ drift }) => drift))) return EXIT.fail;
  return verdicts.includes("inconclusive") ? EXIT.inconclusive : EXIT.pass;
}
