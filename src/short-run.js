// JavaScript, because tests load it into processes that read no TypeScript yet.
import { setFlagsFromString } from "node:v8";

/** Up to how many requests a run ends before early optimization would have paid (measured with `contract run`). */
const SHORT_RUN = 1000;

/** The versions of V8 that have the flag (Node.js 20 to 24); another one might complain on standard error. */
const HAS_FLAG = /^1[123]\./;

/**
 * Most code of a short run runs a few times: to optimize it as early as V8 does by itself costs a third of the run's CPU
 * time.
 * @param {number} requests
 */
export function expectRequests(requests) {
  if (requests <= SHORT_RUN && HAS_FLAG.test(process.versions.v8))
    setFlagsFromString("--interrupt-budget=1000000");
}
