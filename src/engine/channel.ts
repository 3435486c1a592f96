/** Brings what several writers push to one reader, in the order in which it came. */
export class Channel<T> implements AsyncIterable<T> {
  #items: T[] = [];
  #isClosed = false;
  #error: { readonly reason: unknown } | undefined;
  #wakeReader: (() => void) | undefined;
  #writers: (() => void)[] = [];

  /** Hands items to the reader; resolves once it has taken all there is and asks for more, or will never ask again. */
  async push(items: readonly T[]): Promise<void> {
    if (this.#isClosed) return;
    this.#items.push(...items);
    await new Promise<void>((resolve) => {
      this.#writers.push(resolve);
      this.#wakeReader?.();
    });
  }

  /** Ends the reading once all items are taken, with an error where one is given; what is pushed afterwards is lost. */
  close(error?: { readonly reason: unknown }): void {
    this.#isClosed = true;
    this.#error ??= error;
    this.#release();
    this.#wakeReader?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void> {
    for (;;) {
      while (this.#items.length > 0) {
        const items = this.#items;
        this.#items = [];
        yield* items;
      }
      this.#release();
      if (this.#error) throw this.#error.reason;
      if (this.#isClosed) return;
      await new Promise<void>((resolve) => {
        this.#wakeReader = resolve;
      });
    }
  }

  #release(): void {
    const writers = this.#writers;
    this.#writers = [];
    for (const resolve of writers) resolve();
  }
}
