import { CONTRACT_NAMES, loadContract } from "../fixtures/contracts/load.ts";
import { contract } from "../fixtures/project.ts";
import { withBodies } from "./independent.ts";
import { describeInvalidLaws } from "./invalid-laws.ts";

for (const operation of withBodies(contract)) {
  const only = async () => ({ ...contract, operations: { [operation.id]: operation } });
  describeInvalidLaws(operation.id, only, [1, 42]);
}

for (const name of CONTRACT_NAMES) describeInvalidLaws(name, () => loadContract(name), [1, 42]);
