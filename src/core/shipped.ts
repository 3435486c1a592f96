import { existsSync } from "node:fs";
import { join } from "node:path";
import { PACKAGE, PROJECT_FILE } from "./root.ts";

/** The project that comes with the package: its own folder in a checkout, a part of what is built elsewhere. */
export function shippedProject(own = PACKAGE): { readonly root: string; readonly recordings: string } {
  const isCheckout = existsSync(join(own, PROJECT_FILE));
  const root = isCheckout ? own : join(own, "dist", "project");
  return { root, recordings: isCheckout ? join(root, "tests", "recordings") : join(root, "recordings") };
}
