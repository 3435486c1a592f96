import type { Envelope } from "../cases/shared/plan-case.ts";
import type { Clock } from "../core/clock.ts";
import {
  type Answer,
  isFailure,
  type Target,
  type TransportFailure,
  type WireRequest,
} from "../http/exchange.ts";
import { type Budget, send } from "../http/retry.ts";
import type { Ledger } from "./ledger.ts";
import type { Query, Supporting } from "./linked-requests.ts";
import { byId, type Shown } from "./shown.ts";

/** Pages of one list that are asked for at most. */
const MOST_PAGES = 100;

interface Asking {
  readonly target: Target;
  readonly supporting: Supporting;
  readonly envelope: Envelope;
  readonly jobs: readonly { readonly ledger: Ledger }[];
  /** Counts the requests; its ceiling holds. */
  readonly budget: Budget;
  /** True if only what was created of late is asked for. */
  readonly isMidway?: boolean;
  /** The time that passes between repeats; the system's unless given. */
  readonly clock?: Clock;
}

/** Asks a target for all that it holds. */
export class Lister {
  /** The result in place of the last list; undefined where that could be had. */
  failure: Answer | TransportFailure | undefined;
  /** True if the target refuses to list, which no repeat changes. */
  isShut = false;
  readonly #asking: Asking;

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  /** The reason why the last list could not be had; undefined where it could. */
  get unlisted(): string | undefined {
    if (this.failure === undefined) return undefined;
    const { target } = this.#asking;
    return isFailure(this.failure) ? this.failure.message : `${target.name} answered ${this.failure.status}`;
  }

  /** Lists everything that the jobs' queries and the account's own query find, by id; undefined where one request failed. */
  async list(): Promise<Map<string, Shown> | undefined> {
    const all: Shown[] = [];
    for (const query of this.#queries()) {
      const listed = await this.#pagesOf(query);
      if (listed === undefined) return undefined;
      for (const shown of listed) all.push(shown);
    }
    this.failure = undefined;
    return byId(all);
  }

  /** All that one query finds, page by page; undefined where one of them failed. */
  async #pagesOf(query: Query): Promise<Shown[] | undefined> {
    const { target, supporting } = this.#asking;
    const all: Shown[] = [];
    const asked = new Set<string>();
    let page: WireRequest | undefined;
    do {
      const { sent, result } = await this.#ask(query, page);
      if (sent === undefined || result === undefined) return undefined;
      const listed = isFailure(result) ? undefined : supporting.listed(result, target.token);
      if (listed === undefined || isFailure(result)) return this.#without(result, page && all);
      for (const shown of listed) all.push(shown);
      asked.add(sent.path);
      page = supporting.pageAfter(sent, result);
    } while (page !== undefined && !asked.has(page.path) && asked.size < MOST_PAGES);
    return all;
  }

  /**
   * The list where a page of it could not be had: what came before, where pages are counted and that one is none.
   * @param before absent for the first page
   */
  #without(result: Answer | TransportFailure, before: Shown[] | undefined): Shown[] | undefined {
    const isRefused = !isFailure(result) && result.status < 500;
    if (before && isRefused) return before;
    this.isShut = isRefused;
    this.failure = result;
    return undefined;
  }

  /** Asks for the first page of a query, or for another one. */
  async #ask(
    query: Query,
    page: WireRequest | undefined,
  ): Promise<{
    readonly sent?: WireRequest | undefined;
    readonly result: Answer | TransportFailure | undefined;
  }> {
    const { target, supporting, envelope, budget, clock } = this.#asking;
    let sent: WireRequest | undefined;
    const result = await supporting.list(query, {
      ...envelope,
      send: (request) => {
        sent = page ? { ...request, path: page.path } : request;
        return send(target, sent, budget, clock);
      },
    });
    return { sent, result };
  }

  #queries(): Iterable<Query> {
    const { supporting, envelope, jobs, isMidway } = this.#asking;
    const own = supporting.queryIn(envelope.account);
    const all = [
      ...(own ? [own] : []),
      ...jobs.flatMap(({ ledger }) => (isMidway ? ledger.recentQueries : ledger.queries)),
    ];
    return new Map(all.map((query) => [JSON.stringify(query), query] as const)).values();
  }
}
