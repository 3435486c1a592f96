import type { Printer } from "../core/output/printer.ts";

const LINE_EVERY_MS = 3000;
const BAR_EVERY_MS = 100;
const BAR_WIDTH = 30;

/** Shows how far a run is: a bar that is redrawn on a terminal, a line every few seconds elsewhere. */
export function progress(
  printer: Printer,
  wanted: boolean,
): { step(done: number, of: number): void; end(): void } {
  let last = performance.now();
  let drawn = false;
  const step = (done: number, of: number): void => {
    const now = performance.now();
    if (!wanted || now - last < (printer.isTerminal ? BAR_EVERY_MS : LINE_EVERY_MS)) return;
    last = now;
    if (printer.isTerminal) {
      const full = Math.round((done / of) * BAR_WIDTH);
      printer.redraw(`${"█".repeat(full)}${"░".repeat(BAR_WIDTH - full)} ${done}/${of}`);
      drawn = true;
    } else printer.line(`${done} of ${of} cases`);
  };
  const end = (): void => {
    if (drawn) printer.redraw("");
  };
  return { step, end };
}
