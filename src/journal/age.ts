/**
 * Age of something that a journal notes, in milliseconds, never below zero. A time in the future was written by a clock
 * that was ahead, and counts by its distance: otherwise the journal would stay until that day.
 */
export const ageOf = (at: number): number => Math.abs(Date.now() - at);
