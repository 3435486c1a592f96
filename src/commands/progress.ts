import type { Printer } from "../core/output/printer.ts";
import type { RunEvent } from "../engine/events.ts";

const LINE_EVERY_MS = 3000;
const BAR_EVERY_MS = 100;
const BAR_WIDTH = 30;

/** Shows a run's progress by its events: a bar that is redrawn on a terminal, a line every few seconds elsewhere. */
export function progress(printer: Printer, of: number, wanted = true): { add(event: RunEvent): void } {
  let last = performance.now();
  let drawn = false;
  let sent = 0;
  const step = (): void => {
    const now = performance.now();
    if (!wanted || now - last < (printer.isTerminal ? BAR_EVERY_MS : LINE_EVERY_MS)) return;
    last = now;
    if (printer.isTerminal) {
      const filled = Math.round((sent / of) * BAR_WIDTH);
      printer.redraw(`${"█".repeat(filled)}${"░".repeat(BAR_WIDTH - filled)} ${sent}/${of}`);
      drawn = true;
    } else printer.line(`${sent} of ${of} cases`);
  };
  return {
    add(event) {
      if (event.type === "exchanged") sent = event.sent;
      if (event.type === "played") step();
      if (event.type === "ended" && drawn) printer.redraw("");
    },
  };
}
