/**
 * `npm run redo-docs [-- WORDS] [--docs|--fast]`: takes each of the new docs into a project of its own, and runs all of its
 * tests there, or the part that the option of `scripts/test.js` chooses.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkout, node, takeIn, updateByCommand } from "./redo.ts";
import { REDOS, type Redo } from "./table.ts";

const given = process.argv.slice(2);
const options = given.filter((one) => one.startsWith("--"));
const words = given.filter((one) => !one.startsWith("--")).join(" ");

/** @returns the last line of the tests, and all that was printed where something is wrong */
async function redo(one: Redo): Promise<{ last: string; trouble: string }> {
  const parent = await mkdtemp(join(tmpdir(), "contract-redo-"));
  const root = join(parent, "project");
  try {
    await checkout(root);
    const trouble = await takeIn(one, root, updateByCommand);
    if (trouble !== "") return { last: "the docs are not taken in", trouble };
    const again = await node(["scripts/contract.js", "update"], root);
    if (!again.printed.includes("nothing to do"))
      return { last: "a second update does something", trouble: again.printed };
    const { status, printed } = await node(["scripts/test.js", ...options], root);
    const last = printed.trimEnd().split("\n").at(-1) ?? "";
    return { last, trouble: status === 0 ? "" : printed };
  } finally {
    await rm(parent, { recursive: true, force: true, maxRetries: 3 });
  }
}

let failed = 0;
for (const one of REDOS.filter(({ name }) => name.includes(words))) {
  const { last, trouble } = await redo(one);
  if (trouble !== "") failed += 1;
  process.stdout.write(`${one.name}: ${last}\n${trouble}`);
}
process.exitCode = failed > 0 ? 1 : 0;
