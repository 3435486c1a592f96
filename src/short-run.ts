import { setFlagsFromString } from "node:v8";

/** Up to how many requests a run ends before early optimization would have paid (measured with `contract run`). */
const SHORT_RUN = 1000;

/**
 * Most code of a short run runs a few times: to optimize it as early as V8 does by itself costs a third of the run's CPU
 * time. A V8 that does not know the flag leaves it.
 */
export function expectRequests(requests: number): void {
  if (requests <= SHORT_RUN) setFlagsFromString("--interrupt-budget=1000000");
}
