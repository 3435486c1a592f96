/** New docs, taken in as README says it: what reads them is green. `npm run redo-docs` runs every test on more of them. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { outcomeText } from "../../src/update/outcome-text.ts";
import { update } from "../../src/update/update.ts";
import { THOROUGH } from "../fixtures/sampled.ts";
import { checkout, type Ended, node, takeIn } from "../redos/redo.ts";
import { REDOS } from "../redos/table.ts";
import { contract, folder } from "./command.ts";

/** `contract update` in this process, which has read its code already. */
async function updateHere(root: string, file: string): Promise<Ended> {
  const outcome = await update({ root, file, check: false, requests: 12 });
  const isWrong =
    outcome.left.some(({ isError }) => isError) ||
    outcome.runs.some(({ result }) => result.verdict !== "pass");
  return { status: isWrong ? 1 : 0, printed: outcomeText(outcome, false) };
}

/** @returns a checkout that has taken in new docs, until the test ends. */
async function takenIn(name: string): Promise<string> {
  const root = join(await folder(), "project");
  await checkout(root);
  const one = REDOS.find((redo) => redo.name === name);
  expect(one && (await takeIn(one, root, updateHere))).toBe("");
  return root;
}

test(
  "a run on what is recorded passes after one field more with a rule in its description",
  THOROUGH,
  async () => {
    const root = await takenIn("one field more with a rule in its description");
    const { status, stdout, stderr } = await contract(["run", "--target", "recorded"], { root, cwd: root });
    expect({ status, printed: status === 0 ? "" : stdout + stderr }).toEqual({ status: 0, printed: "" });
  },
);

test(
  "the contract suite is green after the next major version as the vendor's document",
  THOROUGH,
  async () => {
    const root = await takenIn("the next major version as the vendor's document");
    const suite = ["node_modules/vitest/vitest.mjs", "run", "--project", "contract", "--reporter=dot"];
    const { status, printed } = await node(suite, root, { CONTRACT_TARGET: "recorded" });
    expect({ status, printed: status === 0 ? "" : printed }).toEqual({ status: 0, printed: "" });
  },
);
