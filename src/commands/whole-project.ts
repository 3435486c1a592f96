import { existsSync } from "node:fs";
import { join } from "node:path";
import { SuiteError } from "../core/errors.ts";
import { hasNoOperation } from "../core/project.ts";
import { PACKAGE, PROJECT_FILE, ROOT } from "../core/root.ts";
import { expectWhole, recover, wholeProject } from "../core/write-all.ts";

/** Commands that write what an update writes: they put right what a killed one has left. */
const WRITING = ["accept", "add", "capture", "generate", "record", "remove", "update"];

/** Commands that need no project: one makes it, one compares any two docs. */
const WITHOUT_PROJECT = ["init", "drift"];

/** Commands that need no operation: one takes the first. */
const WITHOUT_OPERATION = ["add"];

/** @throws SuiteError for a command that needs a project, or an operation in it, where there is none */
export function expectProject(command: string, root = ROOT): void {
  if (WITHOUT_PROJECT.includes(command) || root === PACKAGE) return;
  if (existsSync(join(root, PROJECT_FILE))) {
    if (WITHOUT_OPERATION.includes(command) || !hasNoOperation(root)) return;
    throw new SuiteError(
      `${root}: the project has no operation yet: npx contract add FILE --operation ID takes the first one`,
    );
  }
  throw new SuiteError(
    `${root}: no project is here or above (${PROJECT_FILE} is missing): make one with npx contract init, or name its folder with --root`,
  );
}

/**
 * Sees to it that no command works on what an update has written in part. @throws SuiteError for one that only reads, which
 * puts nothing right
 */
export async function expectWholeProject(command: string, isCheck: boolean, root = ROOT): Promise<void> {
  const group = wholeProject(root);
  await (WRITING.includes(command) && !isCheck ? recover(group) : expectWhole(group, "npx contract update"));
}
