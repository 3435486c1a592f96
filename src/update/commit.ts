import { unstopped } from "../core/signals.ts";
import {
  type Change,
  type FileGroup,
  projectFiles,
  recover,
  whileNoneWrites,
  wholeProject,
  writeAll,
} from "../core/write-all.ts";

/** Folders of the project that other commands write. */
const FOLDERS = ["openapi", "generated"];

/** Puts back what a killed update left half written. @throws SuiteError while another one writes */
export const heal = (root: string): Promise<void> => recover(wholeProject(root));

/**
 * Makes every change, in whatever folders of the project, or leaves every file as it was. No other command writes there
 * meanwhile, a signal waits until all is done, and what a killed process leaves the next command puts right.
 * @throws SuiteError that names the file
 */
export function commit(root: string, changes: readonly Change[]): Promise<void> {
  const groups = FOLDERS.map((folder) => projectFiles(root, folder));
  return unstopped(() => alone(groups, () => writeAll(changes, wholeProject(root))));
}

function alone(groups: readonly FileGroup[], action: () => Promise<void>): Promise<void> {
  const [first, ...rest] = groups;
  return first === undefined ? action() : whileNoneWrites(first, () => alone(rest, action));
}
