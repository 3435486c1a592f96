import { CONTRACT_NAMES, loadContract } from "../fixtures/contracts/load.ts";
import { contract } from "../fixtures/project.ts";
import { describeBodyLaws } from "./body-laws.ts";
import { withBodies } from "./independent.ts";

for (const operation of withBodies(contract)) {
  const only = async () => ({ ...contract, operations: { [operation.id]: operation } });
  describeBodyLaws(operation.id, only, { bodies: 10_000, shrunk: 200, mutated: 2000 });
}

for (const name of CONTRACT_NAMES) {
  describeBodyLaws(name, () => loadContract(name), { bodies: 600, shrunk: 40, mutated: 300 });
}
