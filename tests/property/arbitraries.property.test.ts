import { CONTRACT_NAMES, loadContract } from "../fixtures/contracts/load.ts";
import { contract } from "../fixtures/project.ts";
import { describeBodyLaws } from "./body-laws.ts";
import { withBodies } from "./independent.ts";

for (const operation of withBodies(contract)) {
  const only = async () => ({ ...contract, operations: { [operation.id]: operation } });
  describeBodyLaws(operation.id, only, { bodies: 3000, shrunk: 60, mutated: 600 });
}

for (const name of CONTRACT_NAMES) {
  describeBodyLaws(name, () => loadContract(name), { bodies: 400, shrunk: 15, mutated: 200 });
}
