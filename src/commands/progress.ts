import type { Printer } from "../core/output/printer.ts";
import type { RunEvent } from "../engine/events.ts";
import type { Wait } from "../http/rate-limiter.ts";

const LINE_EVERY_MS = 3000;
const BAR_EVERY_MS = 100;
const BAR_WIDTH = 30;

/** The shortest wait that has a line of its own where nothing is drawn anew, in milliseconds. */
const LONG_MS = 3000;

/** Shows a run's progress by its events: a bar that is redrawn on a terminal, a line every few seconds elsewhere. */
export class Progress {
  readonly #printer: Printer;
  /** Number of requests to come; undefined until there is something to show. */
  #of: number | undefined;
  #last = performance.now();
  #isDrawn = false;
  #sent = 0;
  #toldUntil = 0;

  constructor(printer: Printer) {
    this.#printer = printer;
  }

  /** Shows from now on how many of so many requests were sent. */
  begin(of: number): void {
    this.#of = of;
  }

  add(event: RunEvent): void {
    if (event.type === "exchanged") this.#sent = event.sent;
    if (event.type === "unjudged") {
      if (this.#isDrawn) this.#printer.redraw("");
      this.#printer.line(`${event.reason}; the run goes on without it`);
    }
    if (event.type === "played") this.#step();
    if (event.type === "ended" && this.#isDrawn) this.#printer.redraw("");
  }

  /** Says for what the run waits and for how long, once a wait. */
  readonly wait = ({ ms, why }: Wait): void => {
    const now = performance.now();
    if (this.#of === undefined || now < this.#toldUntil) return;
    const text = `waiting ${Math.ceil(ms / 1000)} s: ${why}`;
    if (this.#printer.isTerminal) this.#draw(`${this.#sent}/${this.#of} ${text}`);
    else if (ms >= LONG_MS) this.#printer.line(`${text} (${this.#sent} of ${this.#of} sent)`);
    else return;
    this.#toldUntil = now + ms;
  };

  #step(): void {
    const now = performance.now();
    const of = this.#of;
    if (of === undefined || now - this.#last < (this.#printer.isTerminal ? BAR_EVERY_MS : LINE_EVERY_MS))
      return;
    this.#last = now;
    if (this.#printer.isTerminal) {
      const filled = Math.min(BAR_WIDTH, Math.round((this.#sent / of) * BAR_WIDTH));
      this.#draw(`${"█".repeat(filled)}${"░".repeat(BAR_WIDTH - filled)} ${this.#sent}/${of}`);
    } else this.#printer.line(`${this.#sent} of ${of} requests sent`);
  }

  #draw(text: string): void {
    this.#printer.redraw(text);
    this.#isDrawn = true;
  }
}
