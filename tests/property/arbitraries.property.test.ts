import { describe } from "vitest";
import { CONTRACT_NAMES, loadContract } from "../fixtures/contracts/load.ts";
import { contract } from "../fixtures/project.ts";
import { sampled } from "../fixtures/sampled.ts";
import { describeBodyLaws } from "./body-laws.ts";
import { withBodies } from "./independent.ts";

for (const operation of withBodies(contract)) {
  const only = async () => ({ ...contract, operations: { [operation.id]: operation } });
  describeBodyLaws(operation.id, only, { bodies: 3000, shrunk: 60, mutated: 600 });
}

const FEW = { bodies: 400, shrunk: 15, mutated: 200 };
for (const { options, rows } of sampled(CONTRACT_NAMES, 4))
  for (const name of rows)
    describe("of small contracts", options, () => describeBodyLaws(name, () => loadContract(name), FEW));
