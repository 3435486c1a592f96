import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectFolder } from "../../../src/core/root.ts";

/** Folders `team/` with a project, `team/deep/er/` in it, `none/` beside it, and a checkout and an installed package. */
function folders(): (name: string) => string {
  const top = mkdtempSync(join(tmpdir(), "root-"));
  for (const name of ["team/openapi", "team/deep/er", "none", "checkout/openapi", "installed/dist"])
    mkdirSync(join(top, name), { recursive: true });
  writeFileSync(join(top, "team/openapi/project.yaml"), "");
  return (name) => join(top, name);
}

const at = folders();

test.each([
  ["the one that is given, from the working directory", "team", ".", "checkout", "team"],
  ["the one that is given, in another project as well", "none", "team", "checkout", "team/none"],
  ["that of the working directory", undefined, "team", "checkout", "team"],
  ["the nearest upwards", undefined, "team/deep/er", "checkout", "team"],
  ["that of the checkout where no other is", undefined, "none", "checkout", "checkout"],
  ["none, so the working directory, where the package is installed", undefined, "none", "installed", "none"],
  ["that of the working directory where the variable is empty", "", "team", "installed", "team"],
])("the project is %s", (_, given, directory, own, want) => {
  expect(projectFolder(given, at(directory), at(own))).toBe(at(want));
});
