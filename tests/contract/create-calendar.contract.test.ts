/** `CONTRACT_TARGET` names the target, `recorded` unless it is set; `CONTRACT_SEED` and the account's variables count too. */
import { defineContractSuite } from "../../src/exports/vitest.ts";

await defineContractSuite();
