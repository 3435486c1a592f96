/** fast-check arbitraries of the API's requests, by operation. */
import { contract } from "../../generated/index.ts";
import type { operations } from "../../generated/types.ts";
import { type AllRequestArbitraries, requestArbitraries } from "./request-arbitraries.ts";

export type { FaultyRequest, RequestArbitraries } from "./request-arbitraries.ts";
export { requestArbitraries };

/** The requests of each operation that this package knows. */
export const requests: AllRequestArbitraries<operations> = requestArbitraries<operations>(contract);
