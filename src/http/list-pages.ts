import type { ListPages, ListPointers } from "../contract/list-pointers.ts";
import { valueAt } from "../core/json.ts";
import type { WireRequest } from "./exchange.ts";

/** A number of items in a page that any endpoint takes, where one must be asked for. */
const USUAL_SIZE = 20;

/** The items of a list in an answer's body; undefined where it holds none. */
export function itemsIn(
  json: unknown,
  { items }: Pick<ListPointers, "items">,
): readonly unknown[] | undefined {
  const found = valueAt(json, items);
  return Array.isArray(found) ? found : undefined;
}

/**
 * The path of a list's first page, with the parameters of pages that it must have.
 * @param wantedSize the number of items to ask for
 */
export function firstPage(
  path: string,
  { size, page, offset, first = 1 }: ListPages,
  required: readonly string[],
  wantedSize?: number,
): string {
  const wanted: readonly (readonly [string | undefined, number])[] = [
    [size, wantedSize ?? USUAL_SIZE],
    [page, first],
    [offset, 0],
  ];
  const query = queryOf(path);
  const missing = wanted.filter(
    ([name]) =>
      name !== undefined &&
      !query.has(name) &&
      (required.includes(name) || (name === size && wantedSize !== undefined)),
  );
  if (missing.length === 0) return path;
  return withQuery(path, (own) => {
    for (const [name = "", value] of missing) own.set(name, String(value));
  });
}

/** True if a request asks for the first page of a list. */
export function isFirstPage(
  { path }: Pick<WireRequest, "path">,
  { page, offset, cursor, first = 1 }: ListPages,
): boolean {
  const query = queryOf(path);
  const isAt = (name: string | undefined, start: string): boolean =>
    name === undefined || (query.get(name) || start) === start;
  return isAt(page, String(first)) && isAt(offset, "0") && isAt(cursor, "");
}

/** The number of items that a request asks for at most in a page; undefined where it names none. */
export function pageSize({ path }: Pick<WireRequest, "path">, { size }: ListPages): number | undefined {
  const text = size === undefined ? null : queryOf(path).get(size);
  return text !== null && /^\d{1,6}$/.test(text) ? Number(text) : undefined;
}

/** The request for the page behind an answered one; undefined where that was the last. */
export function nextPage(
  request: WireRequest,
  json: unknown,
  { pages = {}, ...lists }: ListPointers,
): WireRequest | undefined {
  const { page, offset, cursor, next, first = 1 } = pages;
  const count = itemsIn(json, lists)?.length ?? 0;
  const to = (change: (query: URLSearchParams) => void): WireRequest => ({
    ...request,
    path: withQuery(request.path, change),
  });
  if (next !== undefined) {
    const value = valueAt(json, next);
    const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
    if (text === "") return undefined;
    return cursor === undefined
      ? { ...request, path: atAddress(request.path, text) }
      : to((query) => query.set(cursor, text));
  }
  if (count === 0 || count < (pageSize(request, pages) ?? 0)) return undefined;
  const query = queryOf(request.path);
  if (offset !== undefined) return to((own) => own.set(offset, String(numberIn(query, offset, 0) + count)));
  return page === undefined
    ? undefined
    : to((own) => own.set(page, String(numberIn(query, page, first) + 1)));
}

/** The list's own path with the query of an address: whatever else an answer names is not asked. */
function atAddress(path: string, address: string): string {
  const query = /\?([^#]*)/.exec(address)?.[1];
  return query === undefined || query === "" ? path : `${path.split("?")[0]}?${new URLSearchParams(query)}`;
}

function numberIn(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name) ?? "";
  return /^\d{1,9}$/.test(text) ? Number(text) : otherwise;
}

const queryOf = (path: string): URLSearchParams => new URLSearchParams(path.split("?").slice(1).join("?"));

function withQuery(path: string, change: (query: URLSearchParams) => void): string {
  const query = queryOf(path);
  change(query);
  const text = query.toString();
  return `${path.split("?")[0]}${text === "" ? "" : `?${text}`}`;
}
