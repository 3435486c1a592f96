import { grouped, things } from "../../report/noun.ts";

/** The chosen cases that a run did not come to. */
export class UnsentCases {
  readonly #requests: number;
  #count = 0;

  /** @param requests the most that the run sends */
  constructor(requests: number) {
    this.#requests = requests;
  }

  /** Counts one. @returns why it was not sent; `over` is why the run took no more cases, undefined where its requests are spent */
  add(over: string | undefined): string {
    this.#count += 1;
    return `not sent: ${this.#why(over)}`;
  }

  /** All of them in a line, with the reason and what to do; undefined where there are none. */
  told(over: string | undefined): string | undefined {
    return this.#count === 0 ? undefined : `${things(this.#count, "case")} not sent: ${this.#why(over)}`;
  }

  #why(over: string | undefined): string {
    return (
      over ??
      `the budget of ${grouped(this.#requests)} requests is spent; defineContractSuite({ requests: … }) gives more`
    );
  }
}
