import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PACKAGE } from "./root.ts";

/** The name and the version of the package, as its own `package.json` has them. */
export const { name: PACKAGE_NAME, version: VERSION } = JSON.parse(
  readFileSync(join(PACKAGE, "package.json"), "utf8"),
) as { readonly name: string; readonly version: string };
