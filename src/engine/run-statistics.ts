import type { TransportFailure } from "../http/exchange.ts";

/** What a check says of one exchange; `skipped` where it does not apply. */
export type Outcome = "passed" | "failed" | "skipped";

export interface CaseCount {
  /** Sent and answered. */
  sent: number;
  passed: number;
  failed: number;
  /** Never sent. */
  skipped: number;
  /** Sent, but what came back says nothing of the endpoint. */
  unanswered: number;
}

/** Counts cases by kind and outcomes by check. */
export class Tally {
  readonly cases: { [kind: string]: CaseCount } = {};
  readonly checks: { [check: string]: { passed: number; failed: number; skipped: number } } = {};
  /** Why cases were not sent, or not answered, each reason once with its count. */
  readonly reasons = new Map<string, number>();
  /** Why cases were not answered: how many for each kind of failure. */
  readonly transport: { [reason in TransportFailure["reason"]]?: number } = {};
  judged = 0;
  unanswered = 0;

  skip(kind: string, reason: string): void {
    this.#of(kind).skipped += 1;
    this.#note(`case ${kind}: ${reason}`);
  }

  fail(kind: string, { reason, message }: TransportFailure): void {
    this.unanswered += 1;
    this.#of(kind).unanswered += 1;
    this.transport[reason] = (this.transport[reason] ?? 0) + 1;
    this.#note(`case ${kind}: ${message}`);
  }

  judge(kind: string, outcomes: { readonly [check: string]: Outcome }): void {
    this.judged += 1;
    const count = this.#of(kind);
    count.sent += 1;
    const isFailed = Object.values(outcomes).includes("failed");
    count[isFailed ? "failed" : "passed"] += 1;
    for (const [check, outcome] of Object.entries(outcomes)) {
      this.checks[check] ??= { passed: 0, failed: 0, skipped: 0 };
      this.checks[check][outcome] += 1;
    }
  }

  #of(kind: string): CaseCount {
    this.cases[kind] ??= { sent: 0, passed: 0, failed: 0, skipped: 0, unanswered: 0 };
    return this.cases[kind];
  }

  #note(reason: string): void {
    this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1);
  }
}
