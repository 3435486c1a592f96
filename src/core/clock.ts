/** Time in milliseconds, and how to let it pass, at most until a signal is aborted. */
export interface Clock {
  now(): number;
  pause(milliseconds: number, until?: AbortSignal): Promise<unknown>;
}

/** Time that never jumps, of this process. */
export const SYSTEM_CLOCK: Clock = {
  now: () => performance.now(),
  pause: (milliseconds, until) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      const stop = (): void => {
        clearTimeout(timer);
        resolve();
      };
      if (until?.aborted) stop();
      else until?.addEventListener("abort", stop, { once: true });
    }),
};
