import type { Contract } from "../contract/contract.ts";
import type { ListPointers } from "../contract/list-pointers.ts";
import { type Precondition, preconditionOf } from "../contract/precondition.ts";
import { isSuccess } from "../contract/resource.ts";
import { equal, valueAt } from "../core/json.ts";
import { leavesUnread } from "../http/answer-limits.ts";
import {
  type Answer,
  type Case,
  excessOf,
  isFailure,
  jsonOf,
  type ListedPages,
  type TransportFailure,
  type WireRequest,
} from "../http/exchange.ts";
import { isFirstPage, itemsIn, nextPage } from "../http/list-pages.ts";
import { ListedRequest, madeId } from "../http/listed-request.ts";

/** Pages of one list that are asked for at most, and lists of an operation that are walked through in a run. */
const MOST_PAGES = 20;
const MOST_WALKS = 20;

/** Sends requests that stand for no case of their own. */
export interface PageAsker {
  send(request: WireRequest): Promise<Answer | TransportFailure>;
  /** True while the endpoint answers, and a request is left. */
  canAsk(): boolean;
}

/** Follows the pages of lists to their end, so that they are judged by all that they hold. */
export class WalkedPages {
  readonly #contract: Contract;
  readonly #asker: PageAsker;
  #walks = 0;

  constructor(contract: Contract, asker: PageAsker) {
    this.#contract = contract;
    this.#asker = asker;
  }

  /** The case with what the pages behind an answer hold; as it is where the list has none, or is no first page. */
  async followed(sent: Case, answer: Answer): Promise<Case> {
    const { resource } = sent;
    const { creator, lists } = this.#before(sent) ?? {};
    if (!creator || !resource || lists?.pages === undefined || !isSuccess(answer.status)) return sent;
    if (!isFirstPage(sent.request, lists.pages) || leavesUnread(excessOf(answer))) return sent;
    if (this.#walks >= MOST_WALKS) return sent;
    this.#walks += 1;
    const id = madeId(creator, resource.created);
    const pages = await this.#walk(sent.request, answer, lists, id);
    // Whoever makes something between two pages moves an item to the next one: a second walk tells.
    const again =
      pages.repeated === undefined || !this.#asker.canAsk()
        ? undefined
        : await this.#asker.send(sent.request);
    const isAgain = again !== undefined && !isFailure(again) && isSuccess(again.status);
    const second = isAgain ? await this.#walk(sent.request, again, lists, id) : pages;
    return { ...sent, resource: { ...resource, pages: second } };
  }

  /** True if a list holds the resource that the request is about; undefined where it need not, or cannot be told. */
  holds(sent: Case, answer: Answer): boolean | undefined {
    const before = this.#before(sent);
    const items =
      before?.lists && isSuccess(answer.status) ? itemsIn(jsonOf(answer), before.lists) : undefined;
    const { created, pages } = sent.resource ?? {};
    const id = before && madeId(before.creator, created);
    if (!before?.lists || items === undefined || id === undefined) return undefined;
    const { lists } = before;
    if (pages?.item !== undefined || items.some((item) => equal(valueAt(item, lists.id), id))) return true;
    const operation = this.#contract.operations[sent.operation];
    if (operation === undefined || (lists.pages && !pages?.isWhole)) return undefined;
    const request = new ListedRequest(this.#contract, operation, { ...before, lists }, sent.request);
    return request.mustHold(created) ? false : undefined;
  }

  #before({ resource, operation: id }: Case): Precondition | undefined {
    const operation = resource?.step === "list" ? this.#contract.operations[id] : undefined;
    return operation && preconditionOf(this.#contract, operation);
  }

  async #walk(first: WireRequest, answer: Answer, lists: ListPointers, id: unknown): Promise<ListedPages> {
    const walk = new Walk(lists, id);
    walk.begin(first, answer);
    let request = nextPage(first, jsonOf(answer), lists);
    // An address that was asked already leads to nothing else.
    for (let count = 1; request !== undefined && !walk.hasAsked(request); count++) {
      if (count >= MOST_PAGES || !this.#asker.canAsk()) return walk.ended(false);
      const result = await this.#asker.send(request);
      const end = isFailure(result) ? { isWhole: false } : walk.take(request, result);
      if (end !== undefined) return walk.ended(end.isWhole, end.refused);
      request = isFailure(result) ? undefined : nextPage(request, jsonOf(result), lists);
    }
    return walk.ended(true);
  }
}

/** The pages of one list, as they come. */
class Walk {
  readonly #lists: ListPointers;
  readonly #id: unknown;
  readonly #asked = new Set<string>();
  readonly #seen = new Set<string>();
  readonly #sizes: number[] = [];
  #repeated: string | undefined;
  #item: unknown;

  /** @param id that of the resource that is looked for */
  constructor(lists: ListPointers, id: unknown) {
    this.#lists = lists;
    this.#id = id;
  }

  begin({ path }: WireRequest, answer: Answer): void {
    this.#asked.add(path);
    for (const id of idsOf(itemsIn(jsonOf(answer), this.#lists), this.#lists)) this.#seen.add(id);
  }

  hasAsked = ({ path }: WireRequest): boolean => this.#asked.has(path);

  /** Takes in a further page. @returns the way in which the walk ends, where it does */
  take(
    { path }: WireRequest,
    answer: Answer,
  ): { readonly isWhole: boolean; readonly refused?: number } | undefined {
    const { status } = answer;
    const items = isSuccess(status) ? itemsIn(jsonOf(answer), this.#lists) : undefined;
    if (items === undefined) {
      // Where pages are counted, nobody has said that there is another one.
      if (status >= 400 && status < 500 && this.#lists.pages?.next === undefined) return { isWhole: true };
      return { isWhole: false, ...(status >= 400 && status !== 429 ? { refused: status } : {}) };
    }
    const ids = idsOf(items, this.#lists);
    this.#asked.add(path);
    this.#sizes.push(items.length);
    this.#repeated ??= ids.find((one) => this.#seen.has(one));
    for (const one of ids) this.#seen.add(one);
    this.#item ??= items.find(
      (item) => this.#id !== undefined && equal(valueAt(item, this.#lists.id), this.#id),
    );
    return undefined;
  }

  ended(isWhole: boolean, refused?: number): ListedPages {
    return {
      isWhole,
      sizes: this.#sizes,
      ...(refused === undefined ? {} : { refused }),
      ...(this.#repeated === undefined ? {} : { repeated: this.#repeated }),
      ...(this.#item === undefined ? {} : { item: this.#item }),
    };
  }
}

const idsOf = (items: readonly unknown[] = [], { id }: ListPointers): string[] =>
  items.flatMap((item) => {
    const value = valueAt(item, id);
    return value === undefined || value === null ? [] : [JSON.stringify(value)];
  });
