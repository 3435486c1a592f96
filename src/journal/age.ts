/**
 * How long ago a journal says that something was, in milliseconds, never below zero. A time to come was written by a clock
 * that was ahead, and is no nearer to now than it is far: waiting for it would keep the journal until that day.
 */
export const ageOf = (at: number): number => Math.abs(Date.now() - at);
