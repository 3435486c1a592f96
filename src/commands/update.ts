import { stderr, stdout } from "../core/output/printer.ts";
import { ROOT } from "../core/root.ts";
import { outcomeText } from "../update/outcome-text.ts";
import { type UpdateOutcome, update } from "../update/update.ts";
import { EXIT } from "./exit.ts";

interface UpdateFlags {
  readonly operation?: string;
  readonly check?: boolean;
}

/**
 * `contract update`. @returns 0 where all is done; 1 where an error is left to a person, a run failed, or `--check` finds
 * something to do; 3 for a run without a verdict
 */
export async function updateCommand(
  file: string | undefined,
  { operation, check = false }: UpdateFlags,
): Promise<number> {
  const outcome = await update({ root: ROOT, file, operation, check });
  for (const remark of outcome.remarks) stderr.line(remark);
  stdout.text(outcomeText(outcome, check));
  return statusOf(outcome, check);
}

function statusOf({ files, left, report, runs }: UpdateOutcome, check: boolean): number {
  const verdicts = runs.map(({ result }) => result.verdict);
  if (left.some(({ isError }) => isError) || verdicts.includes("fail")) return EXIT.fail;
  if (check && (files.length > 0 || report.drift)) return EXIT.fail;
  return verdicts.includes("inconclusive") ? EXIT.inconclusive : EXIT.pass;
}
