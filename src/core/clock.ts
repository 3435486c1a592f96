import { setTimeout } from "node:timers/promises";

/** Time in milliseconds, and how to let it pass. */
export interface Clock {
  now(): number;
  pause(milliseconds: number): Promise<unknown>;
}

/** Time that never jumps, of this process. */
export const SYSTEM_CLOCK: Clock = {
  now: () => performance.now(),
  pause: (milliseconds) => setTimeout(milliseconds),
};
