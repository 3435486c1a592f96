import type { Contract, Operation } from "../contract/contract.ts";
import { filtersOf, keepsFilter, type ListFilter } from "../contract/list-filters.ts";
import type { Precondition } from "../contract/precondition.ts";
import { resourceOf } from "../contract/resource.ts";
import { isObject, type Json, type JsonObject, own, valueAt } from "../core/json.ts";
import type { WireRequest } from "./exchange.ts";
import { isFirstPage } from "./list-pages.ts";
import { requestParameters } from "./read-parameters.ts";

type Lists = Precondition & Required<Pick<Precondition, "lists">>;

/** A filter of a request, with the value that it asks for. */
export type AskedFilter = ListFilter & { readonly value: Json };

/** A request for a list, read by what its docs say of its query. */
export class ListedRequest {
  readonly filters: readonly AskedFilter[];
  readonly #query: JsonObject;
  readonly #request: WireRequest;
  readonly #before: Lists;

  constructor({ schemas }: Contract, operation: Operation, before: Lists, request: WireRequest) {
    this.#request = request;
    this.#before = before;
    this.#query = requestParameters(operation, request, schemas).query;
    this.filters = filtersOf(operation, before.lists, schemas).flatMap((filter) => {
      const value = own(this.#query, filter.name);
      return value === undefined || value === "" ? [] : [{ ...filter, value }];
    });
  }

  /**
   * True if the list, with all of its pages, must hold a resource: each part of the query is where the list begins, or asks for
   * what the resource has.
   */
  mustHold(created: unknown): boolean {
    const { pages = {} } = this.#before.lists;
    if (!isFirstPage(this.#request, pages)) return false;
    const known: readonly unknown[] = [pages.size, pages.page, pages.offset, pages.cursor];
    return Object.keys(this.#query).every((name) => {
      if (known.includes(name) || Object.hasOwn(this.#before.fromRequest, name)) return true;
      const filter = this.filters.find((one) => one.name === name);
      return (
        filter !== undefined &&
        isObject(created) &&
        (own(created, name) ?? null) !== null &&
        keepsFilter(filter, filter.value, created)
      );
    });
  }
}

/** The id of a resource that was made, in the form in which answers hold it; undefined where it has none. */
export function madeId(creator: Operation, created: unknown): unknown {
  const made = resourceOf(creator);
  return made && isObject(created) ? valueAt(created, made.id.slice(made.pointer.length)) : undefined;
}
