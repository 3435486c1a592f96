import { stderr } from "../core/output/printer.ts";
import { EXIT } from "./exit.ts";

/** A run that can be stopped from outside. */
export interface Interrupt {
  readonly signal: AbortSignal;
  /** Names what a run has made, for those who cannot wait until it is deleted. */
  watch(run: { readonly left: readonly string[] }): void;
  /** Lets signals end the process again. */
  off(): void;
}

/** What asks a process to end; SIGHUP comes when its terminal is closed. */
export const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * The first Ctrl-C, SIGTERM or SIGHUP stops a run, which says so and cleans up; another one gives that up and says what is
 * left, but for SIGHUP: a terminal that closes may send it twice.
 */
export function onInterrupt(): Interrupt {
  const stop = new AbortController();
  let made: { readonly left: readonly string[] } = { left: [] };
  const onSignal = (signal: NodeJS.Signals): void => {
    if (!stop.signal.aborted) {
      stop.abort();
      stderr.line(`stopping; deleting ${made.left.length}; again to give up`);
      return;
    }
    if (signal === "SIGHUP") return;
    const left = made.left.join(", ");
    stderr.line(
      left === ""
        ? "given up; contract sweep deletes what may be left"
        : `given up; contract sweep deletes what is left: ${left}`,
    );
    process.exit(EXIT.inconclusive);
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return {
    signal: stop.signal,
    watch(run) {
      made = run;
    },
    off() {
      for (const signal of SIGNALS) process.off(signal, onSignal);
    },
  };
}
