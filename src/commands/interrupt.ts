import { stderr } from "../core/output/printer.ts";
import { SIGNALS } from "../core/signals.ts";
import type { PreparedRun } from "../engine/prepare.ts";
import { EXIT } from "./exit.ts";

/** A run that can be stopped from outside. */
export interface Interrupt {
  readonly signal: AbortSignal;
  /** Names the resources of a run to those who cannot wait until they are deleted. */
  watch(run: { readonly left: readonly string[] }): void;
  /** Lets signals end the process again. */
  off(): void;
}

/** The resources of all operations of a run. */
export const allMade = (runs: readonly PreparedRun[]): { readonly left: readonly string[] } => ({
  get left() {
    const cleanups = new Set(runs.flatMap((run) => [...run.cleanups.values()]));
    return [...cleanups].flatMap(({ left }) => left);
  },
});

/**
 * Stops a run on the first Ctrl-C, SIGTERM or SIGHUP, and the run cleans up; a second signal gives that up and lists
 * what is left, except for SIGHUP, which a closing terminal may send twice.
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
