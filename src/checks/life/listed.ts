import { keepsFilter } from "../../contract/list-filters.ts";
import {
  childPointer,
  type InstancePointer,
  instancePointer,
  patternOf,
  WHOLE,
  within,
} from "../../contract/pointers.ts";
import { type Precondition, preconditionOf } from "../../contract/precondition.ts";
import { equal, isObject, valueAt } from "../../core/json.ts";
import { leavesUnread } from "../../http/answer-limits.ts";
import { excessOf } from "../../http/exchange.ts";
import { itemsIn, pageSize } from "../../http/list-pages.ts";
import { ListedRequest } from "../../http/listed-request.ts";
import type { Judged, Violation } from "../check.ts";
import { words } from "../violation/words.ts";
import { differencesOf, hasUsualId, madeResource, lifeViolation as violation } from "./made-resource.ts";

/** A list as it was asked for and answered. */
interface Listed {
  readonly exchange: Judged;
  readonly before: Precondition & Required<Pick<Precondition, "lists">>;
  readonly request: ListedRequest;
  readonly items: readonly unknown[];
}

/**
 * A list holds what was made, as it was answered, and nothing that was deleted; its pages are as long as they may be, hold no
 * item twice, and keep the filters that name a property of the items.
 */
export function listed(exchange: Judged): Violation[] | undefined {
  const { contract, operation, json, case: judgedCase } = exchange;
  const before = preconditionOf(contract, operation);
  const lists = before?.lists;
  // An answer without the list holds nothing; what is no JSON, or of another type, other checks tell.
  const items = lists && (itemsIn(json, lists) ?? (isWithout(json, lists.items) ? [] : undefined));
  if (!before || !lists || items === undefined) return undefined;
  const request = new ListedRequest(contract, operation, { ...before, lists }, judgedCase.request);
  const list: Listed = { exchange, before: { ...before, lists }, request, items };
  return [...presence(list), ...tooLong(list), ...repeated(list), ...unfiltered(list), ...refusedPage(list)];
}

const isWithout = (json: unknown, items: string): boolean =>
  isObject(json) && valueAt(json, items) === undefined;

function presence({ exchange, before: { lists }, request, items }: Listed): Violation[] {
  const { ownId } = madeResource(exchange);
  const { created, exists, pages } = exchange.case.resource ?? {};
  if (!isObject(created)) return [];
  const id = valueAt(created, ownId);
  const index = items.findIndex((item) => equal(valueAt(item, lists.id), id));
  const found = index >= 0 ? items[index] : pages?.item;
  if (found !== undefined && exists) {
    const at: InstancePointer = within(instancePointer(lists.items), childPointer(WHOLE, Math.max(0, index)));
    // In the life of what was made, a list is held to the least that the docs promise: what it shows beyond that is no news.
    return differencesOf(exchange, at, ownId, found).filter(({ severity }) => severity === "violation");
  }
  if (found !== undefined)
    return [
      violation(
        exchange,
        "list-after-delete",
        "a list still holds what was deleted",
        words("no such item"),
        found,
      ),
    ];
  const isToEnd = lists.pages === undefined || pages?.isWhole === true;
  if (
    !exists ||
    !isToEnd ||
    !hasUsualId(exchange) ||
    leavesUnread(excessOf(exchange.answer)) ||
    !request.mustHold(created)
  )
    return [];
  const count = (pages?.sizes ?? []).reduce((sum, size) => sum + size, items.length);
  return [
    violation(
      exchange,
      "list-lacks",
      "a list does not hold what was made",
      created,
      words(`${count} others`),
    ),
  ];
}

function tooLong({ exchange, before: { lists }, items }: Listed): Violation[] {
  const most = pageSize(exchange.case.request, lists.pages ?? {});
  const longest = Math.max(items.length, ...(exchange.case.resource?.pages?.sizes ?? []));
  if (most === undefined || longest <= most) return [];
  const title = "a page of a list holds more items than were asked for";
  return [violation(exchange, "list-size", title, words(`at most ${most} items`), words(`${longest} items`))];
}

/** Within one answer nothing changes; across pages, an item that comes twice each time is no accident of others who make some. */
function repeated({ exchange, before: { lists }, items }: Listed): Violation[] {
  const ids = items.flatMap((item) => {
    const id = valueAt(item, lists.id);
    return id === undefined || id === null ? [] : [JSON.stringify(id)];
  });
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  const id = twice ?? exchange.case.resource?.pages?.repeated;
  if (id === undefined) return [];
  const title = `a list holds an item twice${twice === undefined ? ", on two of its pages" : ""}`;
  return [violation(exchange, "list-repeats", title, words("each item once"), words(`${id} twice`))];
}

function unfiltered({ exchange, before: { lists }, request, items }: Listed): Violation[] {
  return request.filters.flatMap((filter) => {
    const index = items.findIndex((item) => !keepsFilter(filter, filter.value, item));
    const other = items[index];
    if (!isObject(other)) return [];
    const { name, value } = filter;
    const at = childPointer(within(instancePointer(lists.items), childPointer(WHOLE, index)), name);
    const title = `a list that is asked for ${name} holds an item with another ${name}`;
    const found = violation(exchange, "list-filter", title, value, other[name]);
    return [{ ...found, subject: { kind: "named" as const, name: "list-filter", at: patternOf(at) }, at }];
  });
}

function refusedPage({ exchange }: Listed): Violation[] {
  const refused = exchange.case.resource?.pages?.refused;
  if (refused === undefined) return [];
  const title = `a further page of a list is refused with ${refused}`;
  return [violation(exchange, "list-page", title, words("a success"), refused)];
}
