/** The keys of resources that cases under way are about, so that nothing deletes them meanwhile. */
export class Held {
  readonly #counts = new Map<string, number>();
  #wake: (() => void)[] = [];

  hold(key: string): void {
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  release(key: string): void {
    const count = (this.#counts.get(key) ?? 1) - 1;
    if (count > 0) this.#counts.set(key, count);
    else this.#counts.delete(key);
    const waiting = this.#wake;
    this.#wake = [];
    for (const wake of waiting) wake();
  }

  /** True for what is held, and for what is in something that is. */
  has(key: string): boolean {
    return this.#counts.has(key) || [...this.#counts.keys()].some((outer) => key.startsWith(`${outer}/`));
  }

  /** Waits until something is released. */
  released(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake.push(resolve);
    });
  }
}
