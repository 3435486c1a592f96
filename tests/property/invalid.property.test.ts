import { describe } from "vitest";
import { CONTRACT_NAMES, loadContract } from "../fixtures/contracts/load.ts";
import { contract } from "../fixtures/project.ts";
import { sampled } from "../fixtures/sampled.ts";
import { withBodies } from "./independent.ts";
import { describeInvalidLaws } from "./invalid-laws.ts";

for (const operation of withBodies(contract)) {
  const only = async () => ({ ...contract, operations: { [operation.id]: operation } });
  describeInvalidLaws(operation.id, only, [1, 42]);
}

for (const { options, rows } of sampled(CONTRACT_NAMES, 4))
  for (const name of rows)
    describe("of small contracts", options, () =>
      describeInvalidLaws(name, () => loadContract(name), [1, 42]),
    );
