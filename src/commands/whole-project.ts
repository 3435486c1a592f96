import { ROOT } from "../core/root.ts";
import { expectWhole, recover, wholeProject } from "../core/write-all.ts";

/** Commands that write what an update writes: they put right what a killed one has left. */
const WRITING = ["capture", "generate", "record", "update"];

/**
 * Sees to it that no command works on what an update has written in part. @throws SuiteError for one that only reads, which
 * puts nothing right
 */
export async function expectWholeProject(command: string, isCheck: boolean): Promise<void> {
  const group = wholeProject(ROOT);
  await (WRITING.includes(command) && !isCheck ? recover(group) : expectWhole(group, "npx contract update"));
}
