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

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** The first Ctrl-C, or SIGTERM, stops a run, which then cleans up; the second gives that up and says what is left. */
export function onInterrupt(): Interrupt {
  const stop = new AbortController();
  let made: { readonly left: readonly string[] } = { left: [] };
  const onSignal = (): void => {
    if (!stop.signal.aborted) {
      stop.abort();
      return;
    }
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
