/** Signals that ask a process to end; SIGHUP comes when its terminal is closed. */
export const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Does something that must not be stopped half-way, and then ends the process where it was asked to meanwhile. */
export async function unstopped<T>(action: () => Promise<T>): Promise<T> {
  let asked: NodeJS.Signals | undefined;
  const onSignal = (signal: NodeJS.Signals): void => {
    asked = signal;
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  try {
    return await action();
  } finally {
    for (const signal of SIGNALS) process.off(signal, onSignal);
    if (asked !== undefined) process.kill(process.pid, asked);
  }
}
