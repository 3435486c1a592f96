import { fstatSync, writeSync } from "node:fs";
import { type Annotation, githubCommand, line, log } from "./sinks.ts";

type Stream = NodeJS.WriteStream & { readonly fd?: number };

/**
 * Standard output or standard error, and the only way to it. A closed or full destination (EPIPE, ENOSPC, EIO) ends no
 * command: the rest is dropped, and `lost` returns the reason in the end.
 */
export class Printer {
  readonly #stream: () => Stream;
  readonly #watched = new WeakSet<Stream>();
  /** Pending writes, each with the function that ends the wait for it. */
  readonly #pending = new Map<Promise<void>, () => void>();
  #lost: string | undefined;

  constructor(stream: () => Stream) {
    this.#stream = stream;
  }

  get isTerminal(): boolean {
    return this.#stream().isTTY === true;
  }

  /** Number of columns of a terminal; undefined where there is none, and text is printed whole. */
  get columns(): number | undefined {
    return this.isTerminal ? this.#stream().columns || undefined : undefined;
  }

  /** One line, whatever stands in the text. */
  line(text: string): void {
    this.#write(`${line(text)}\n`);
  }

  /** Lines of our own making, the last break included; with `color`, the sequences that set one stay. */
  text(text: string, color = false): void {
    this.#write(log(text, color));
  }

  /** A command for GitHub's runner, the only one that is meant for it. */
  annotation(annotation: Annotation): void {
    this.#write(`${githubCommand(annotation)}\n`);
  }

  /** Draws the last line of a terminal anew, and goes back to its beginning. */
  redraw(text: string): void {
    this.#write(`\r\u001b[K${line(text)}`);
  }

  /**
   * Waits until all is handed over.
   * @returns the error code of what went wrong, or undefined where all was taken
   */
  async lost(): Promise<string | undefined> {
    await Promise.all(this.#pending.keys());
    return this.#lost;
  }

  /** Begins anew, for another command in the same process, and hears of errors that come late. */
  begin(): void {
    this.#lost = undefined;
    this.#watch(this.#stream());
  }

  #write(text: string): void {
    if (this.#lost !== undefined) return;
    const stream = this.#stream();
    this.#watch(stream);
    try {
      if (isFile(stream.fd)) writeWhole(stream.fd, text);
      else this.#send(stream, text);
    } catch (error) {
      this.#lose(error);
    }
  }

  #send(stream: Stream, text: string): void {
    let end = (): void => {};
    const taken = new Promise<void>((resolve) => {
      end = resolve;
    });
    this.#pending.set(taken, end);
    stream.write(text, (error) => {
      if (error) this.#lose(error);
      this.#pending.delete(taken);
      end();
    });
  }

  #watch(stream: Stream): void {
    if (this.#watched.has(stream)) return;
    this.#watched.add(stream);
    stream.on("error", (error) => this.#lose(error));
  }

  #lose(error: unknown): void {
    const { code, message } = error as NodeJS.ErrnoException;
    this.#lost ??= code ?? message;
    for (const end of this.#pending.values()) end();
    this.#pending.clear();
  }
}

export const stdout = new Printer(() => process.stdout);
export const stderr = new Printer(() => process.stderr);

function isFile(fd: number | undefined): fd is number {
  return fd !== undefined && fstatSync(fd).isFile();
}

/** A stream takes a short write, as a disk that is nearly full has them, for a whole one. @throws where no more fits */
function writeWhole(fd: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
}
