import { stderr, stdout } from "../core/output/printer.ts";
import { ROOT } from "../core/root.ts";
import { wholeProject, writeAll } from "../core/write-all.ts";
import { additionOf } from "../docs/added/add-operations.ts";
import { counted } from "../report/noun.ts";
import { EXIT } from "./exit.ts";

export interface AddArguments {
  readonly operation?: readonly string[];
  readonly all?: boolean;
}

/** Lines of one list, at most. */
const SHOWN = 12;

/** `contract add`: takes further operations into the project, with what it proposes for them; all files or none. */
export async function addCommand(
  file: string,
  { operation = [], all = false }: AddArguments,
): Promise<number> {
  const { added, leftOut, changes } = await additionOf(ROOT, file, { operations: operation, all });
  await writeAll(changes, wholeProject(ROOT));
  const proposals = { one: "proposal", several: "proposals" };
  const lines = added.map(
    ({ id, line, reasons }) =>
      `added ${id} (${line}), ${counted(reasons.length, proposals)} in its overlay.yaml`,
  );
  for (const text of shortened(lines)) stdout.line(text);
  const differences = added.flatMap(({ id, differences: own }) => own.map((one) => `${id}: ${one}`));
  for (const text of shortened(differences)) stdout.line(text);
  for (const text of shortened(leftOut)) stderr.line(`left out ${text}`);
  stdout.line("read openapi/operations/*/overlay.yaml, keep what is right and take out the marks x-proposed");
  stdout.line(
    `npx contract run ${added.length === 1 ? added[0]?.id : "--all"} tests ${added.length === 1 ? "it" : "them"}`,
  );
  return EXIT.pass;
}

const shortened = (lines: readonly string[]): readonly string[] =>
  lines.length <= SHOWN ? lines : [...lines.slice(0, SHOWN), `… and ${lines.length - SHOWN} more`];
