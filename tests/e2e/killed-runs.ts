/**
 * Many runs in one process, for a test that kills it: `killed-runs.ts URL FOLDER COUNT LOCATION NAME`. Each run has a tag, a
 * journal and a connection of its own, as runs in processes of their own do.
 */
import "../short-lived.js";
import { accountOf, defaultOperation } from "../../src/account/environment.ts";
import { newTag } from "../../src/account/tag.ts";
import { operationOf } from "../../src/contract/documented-operation.ts";
import { prepare } from "../../src/engine/prepare.ts";
import { run } from "../../src/engine/run.ts";
import { OperationUnderTest } from "../../src/generation/operation-under-test.ts";
import { beginJournal } from "../../src/journal/journal.ts";
import { accountKey } from "../../src/journal/sweep.ts";
import { openUrlTarget } from "../../src/targets/url-target.ts";
import { contract } from "../fixtures/project.ts";

const [, , url = "", dir = "", count = "1", location = "", name = ""] = process.argv;
const operation = defaultOperation(contract);

const SEED = 42;
/** The one thing that the runs share: it says nothing of a run, and takes the most time to make. */
const underTest = new OperationUnderTest(contract, operationOf(contract, operation), SEED);

async function runOnce(): Promise<void> {
  const target = openUrlTarget(url, { token: "token" });
  const env = { HIGHLEVEL_LOCATION_ID: location };
  const account = { ...accountOf(contract, target, SEED, env), tag: newTag(Date.now()) };
  const journal = await beginJournal(dir, {
    tag: account.tag,
    target: target.url,
    account: accountKey(contract, operationOf(contract, operation), account),
    operation,
  });
  const options = { contract, target, operation, seed: SEED, requests: 400, account, userAgent: name };
  const prepared = prepare({ ...options, only: ["lifecycle"], journal }, underTest);
  for await (const _ of run(prepared));
}

await Promise.all(Array.from({ length: Number(count) }, runOnce));
