import { stderr, stdout } from "../core/output/printer.ts";
import { ROOT } from "../core/root.ts";
import { capture } from "../drift/capture.ts";
import { readIgnored, withoutIgnored } from "../drift/ignored-changes.ts";
import { annotateDrift, type DriftOutput, printDrift } from "./print-drift.ts";

interface CaptureFlags extends DriftOutput {
  readonly operation?: string;
  readonly check?: boolean;
}

/** `contract capture`. @returns 0, 1 for what `--check` finds, or 2 where an action of the overlay does not fit */
export async function captureCommand(
  file: string,
  { operation, check = false, ...output }: CaptureFlags,
): Promise<number> {
  const { report, stale, message, remarks, refusal } = await capture({
    file,
    operation,
    check,
    root: ROOT,
  });
  const told = withoutIgnored(report, readIgnored(ROOT));
  const isData = printDrift(told, output);
  annotateDrift([told], output, ROOT);
  for (const remark of remarks) stderr.line(remark);
  (isData ? stderr : stdout).line(message);
  if (refusal !== undefined) stderr.line(`contract: ${refusal}`);
  if (refusal !== undefined && !(check && report.drift)) return 2;
  return check && (report.drift || stale) ? 1 : 0;
}
