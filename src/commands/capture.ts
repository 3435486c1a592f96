import { stderr, stdout } from "../core/output/printer.ts";
import { ROOT } from "../core/root.ts";
import { capture } from "../drift/capture.ts";
import { readIgnored, withoutIgnored } from "../drift/ignored-changes.ts";
import { annotateDrift, type DriftOutput, printDrift } from "./print-drift.ts";

interface CaptureFlags extends DriftOutput {
  readonly operation?: string;
  readonly check?: boolean;
}

/** `contract capture`. @returns 0, 1 for what `--check` finds, or 2 where an action of an overlay does not fit */
export async function captureCommand(
  file: string,
  { operation, check = false, ...output }: CaptureFlags,
): Promise<number> {
  const all = await capture({ file, operation, check, root: ROOT });
  const ignored = readIgnored(ROOT);
  const told = all.map(({ report }) => withoutIgnored(report, ignored));
  const isData = printDrift(told, output);
  annotateDrift(told, output, ROOT);
  for (const { remarks } of all) for (const remark of remarks) stderr.line(remark);
  for (const { message } of all) (isData ? stderr : stdout).line(message);
  for (const { refusal } of all) if (refusal !== undefined) stderr.line(`contract: ${refusal}`);
  const isRefused = all.some(({ refusal }) => refusal !== undefined);
  const hasDrifted = all.some(({ report }) => report.drift);
  if (isRefused && !(check && hasDrifted)) return 2;
  return check && (hasDrifted || all.some(({ stale }) => stale)) ? 1 : 0;
}
