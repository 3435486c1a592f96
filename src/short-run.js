// JavaScript, because tests load it into processes that read no TypeScript yet.
import { setFlagsFromString } from "node:v8";

/** Number of requests up to which a run ends before early optimization would have paid (measured with `contract run`). */
const SHORT_RUN = 1000;

/**
 * The one V8 known to have the flag, which Node.js 20 keeps to its end. V8 cannot be asked without a process of its own,
 * and prints a line for each flag that it does not know; later ones wait long enough by themselves.
 */
const HAS_FLAG = /^11\.3\./;

/**
 * Most code of a short run runs a few times: to optimize it as early as V8 11 does by itself costs a third of the run's CPU
 * time.
 * @param {number} requests
 */
export function expectRequests(requests) {
  if (requests <= SHORT_RUN && HAS_FLAG.test(process.versions.v8))
    setFlagsFromString("--interrupt-budget=1000000");
}
