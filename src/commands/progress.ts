import type { WriteStream } from "node:tty";

const LINE_EVERY_MS = 3000;
const BAR_EVERY_MS = 100;
const BAR_WIDTH = 30;

/** Shows how far a run is: a bar that is redrawn on a terminal, a line every few seconds elsewhere. */
export function progress(
  stream: WriteStream | NodeJS.WriteStream,
  wanted: boolean,
): { step(done: number, of: number): void; end(): void } {
  let last = performance.now();
  let drawn = false;
  const step = (done: number, of: number): void => {
    const now = performance.now();
    if (!wanted || now - last < (stream.isTTY ? BAR_EVERY_MS : LINE_EVERY_MS)) return;
    last = now;
    if (stream.isTTY) {
      const full = Math.round((done / of) * BAR_WIDTH);
      stream.write(`\r${"█".repeat(full)}${"░".repeat(BAR_WIDTH - full)} ${done}/${of}`);
      drawn = true;
    } else stream.write(`${done} of ${of} cases\n`);
  };
  const end = (): void => {
    if (drawn) stream.write("\r\u001b[K");
  };
  return { step, end };
}
