import { existsSync } from "node:fs";
import { join } from "node:path";
import { loadGenerated } from "../commands/load-generated.ts";
import type { Contract } from "../contract/contract.ts";
import { PACKAGE, PROJECT_FILE, ROOT } from "../core/root.ts";
import { shippedProject } from "../core/shipped.ts";
import { RECORDINGS_DIR } from "../targets/open-target.ts";

/** A project whose contract and recordings a test of another repository works with. */
export interface ProjectHere {
  /** The folder with `openapi/`. */
  readonly root: string;
  readonly recordings: string;
  contract(): Promise<Contract>;
}

const ownContract = async (): Promise<Contract> => (await import("../../generated/index.ts")).contract;

/** The project of the working directory, or the one that comes with the package where there is none. */
export function projectHere(): ProjectHere {
  if (ROOT === PACKAGE || !existsSync(join(ROOT, PROJECT_FILE)))
    return { ...shippedProject(), contract: ownContract };
  return {
    root: ROOT,
    recordings: join(ROOT, RECORDINGS_DIR),
    contract: async () => (await loadGenerated(ROOT)).contract,
  };
}
