import { rmSync } from "node:fs";
import { stdout } from "../core/output/printer.ts";
import { hasNoOperation } from "../core/project.ts";
import { ROOT } from "../core/root.ts";
import { wholeProject, writeAll } from "../core/write-all.ts";
import { removalOf } from "../docs/added/remove-operation.ts";
import { EXIT } from "./exit.ts";

/** `contract remove`: takes an operation out of the project, with its recordings, and leaves the others as they are. */
export async function removeCommand(name: string): Promise<number> {
  const { changes, folders, lost } = await removalOf(ROOT, name);
  await writeAll(changes, wholeProject(ROOT));
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  const rest = hasNoOperation(ROOT) ? "the project has no operation now" : "generated/ is made anew";
  stdout.line(`removed ${name}, and its recordings; ${rest}`);
  if (lost.length > 0)
    stdout.line(
      `others still ask for it: put what ${lost.join(" and ")} said of it, which version control has, into the file of the same name in openapi/`,
    );
  return EXIT.pass;
}
