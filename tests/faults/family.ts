/** Faults of the operations that read, list, change and delete a calendar, each looked for in a run of that operation alone. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse, stringify } from "yaml";
import { accountOf } from "../../src/account/environment.ts";
import { mergedDocument } from "../../src/codegen/merge-documents.ts";
import type { Contract } from "../../src/contract/contract.ts";
import { operationOf } from "../../src/contract/documented-operation.ts";
import type { JsonObject } from "../../src/core/json.ts";
import { addedDocuments } from "../../src/docs/added/added-documents.ts";
import { prepare } from "../../src/engine/prepare.ts";
import { run } from "../../src/engine/run.ts";
import { resultOf } from "../../src/engine/run-result.ts";
import type { Finding } from "../../src/findings/finding.ts";
import { OperationUnderTest } from "../../src/generation/operation-under-test.ts";
import { contractOf } from "../fixtures/contracts/load.ts";
import { instantClock } from "../fixtures/instant-clock.ts";
import { PROJECT } from "../fixtures/project.ts";
import type { Plant } from "./plant.ts";
import { planOf } from "./run.ts";
import { openPlanted } from "./target.ts";

const FAMILY = fileURLToPath(new URL("../fixtures/family", import.meta.url));
const DOCUMENT = "openapi/calendars.yaml";
const SEED = 42;

/** The project of the tests with its operations as others than the first are: each with docs of its own. */
const family: Promise<Contract> = (async () => {
  const main = parse(readFileSync(join(PROJECT, DOCUMENT), "utf8")) as JsonObject;
  const merged = mergedDocument(main, addedDocuments(FAMILY), DOCUMENT);
  return contractOf(stringify(merged, { aliasDuplicateObjects: false }), DOCUMENT);
})();

const underTest = new Map<string, OperationUnderTest>();

/** What a run of one operation finds in an endpoint with a plant in it: violations, and observations of the operation itself. */
export async function foundIn(
  operation: string,
  plant: Plant,
  requests: number,
): Promise<readonly Finding[]> {
  const contract = await family;
  const target = openPlanted({ ...plant, contract: () => contract });
  const known =
    underTest.get(operation) ?? new OperationUnderTest(contract, operationOf(contract, operation), SEED);
  underTest.set(operation, known);
  const account = accountOf(contract, target, SEED, {});
  const options = { contract, target, operation, seed: SEED, requests, account, userAgent: "planted-faults/1", clock: instantClock() }; // biome-ignore format: one line
  const prepared = prepare(options, known);
  const result = await resultOf(prepared, run(prepared, { shrinks: false, cases: planOf(prepared) }));
  if (result.reason !== undefined) throw new Error(`${operation}: ${result.reason}`);
  return result.findings;
}
