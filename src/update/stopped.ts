import { stderr } from "../core/output/printer.ts";
import { SIGNALS } from "../core/signals.ts";

/** The words for a signal before an update writes, and after. */
const WORDS = {
  making: "nothing was written",
  writing: "all was written; run contract update again for what is left to you",
} as const;

/** The phases of an update, by which a signal is told. */
export interface Phases {
  /** From here on a signal waits until all is written. */
  writes(): void;
  /** Lets signals end the process as usual. */
  off(): void;
}

/** Tells in one line what Ctrl-C, SIGTERM or SIGHUP leaves of an update, which then ends by that signal. */
export function tellStopped(): Phases {
  let phase: keyof typeof WORDS = "making";
  let isWaiting = false;
  const off = (): void => {
    for (const signal of SIGNALS) process.off(signal, onSignal);
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    // What writes sees to it that nothing stops it, and asks again when it is through.
    if (phase === "writing" && !isWaiting) {
      isWaiting = true;
      return;
    }
    stderr.line(`contract: stopped by ${signal}: ${WORDS[phase]}`);
    off();
    process.kill(process.pid, signal);
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return {
    writes() {
      phase = "writing";
    },
    off,
  };
}
