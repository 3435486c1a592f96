import { equal, isObject, own } from "../../core/json.ts";
import type { ValueChange } from "./change.ts";

/** Length of a list, at most, whose items are looked for one by one. */
const MOST_REORDERED = 500;

/** The change of a list: of its order, of its length, or of what it holds. */
export function listChange(sent: readonly unknown[], received: readonly unknown[]): ValueChange {
  if (isReordered(sent, received)) return order(sent, received);
  if (received.length < sent.length) return shorter(sent, received);
  if (received.length > sent.length && sent.every((item, index) => covers(received[index], item)))
    return { kind: "extended by further items" };
  return { kind: "changed", isVague: true };
}

function order(sent: readonly unknown[], received: readonly unknown[]): ValueChange {
  const cause = "reordered";
  const isReversed = covers([...received].reverse(), sent);
  if (isSorted(received) && !isSorted(sent)) return { kind: "sorted", cause, isByChance: isReversed };
  // Two items that have changed places are as well sorted by whatever they hold.
  if (isReversed && sent.length < LEAST_SORTED) return { kind: "reordered", isByChance: true };
  const member = memberSorted(received);
  if (isReversed) return { kind: "reversed", cause, isByChance: member !== undefined };
  return member === undefined ? { kind: "reordered" } : { kind: `sorted by ${member}`, cause };
}

const isSorted = (list: readonly unknown[]): boolean =>
  list.every((item, index) => index === 0 || isAfter(item, list[index - 1]));

function isAfter(item: unknown, before: unknown): boolean {
  if (typeof item === "number" && typeof before === "number") return item >= before;
  return typeof item === "string" && typeof before === "string" && item >= before;
}

/** Shorter lists are in order by chance. */
const LEAST_SORTED = 3;

/** The member by which objects are in order, where their list is long enough to tell. */
function memberSorted(list: readonly unknown[]): string | undefined {
  const [first] = list;
  if (list.length < LEAST_SORTED || !isObject(first)) return undefined;
  return Object.keys(first).find((name) => {
    const values = list.map((item) => (isObject(item) ? own(item, name) : undefined));
    return new Set(values).size > 1 && isSorted(values);
  });
}

function shorter(sent: readonly unknown[], received: readonly unknown[]): ValueChange {
  if (received.length === 0) return { kind: "emptied", isByChance: true };
  const isCut = received.every((item, index) => covers(item, sent[index]));
  if (sent.length <= MOST_REORDERED && isUnique(received) && isEach(sent, received))
    return { kind: "de-duplicated", isByChance: isCut };
  if (isCut)
    return {
      kind: `cut after ${received.length === 1 ? "1 item" : `${received.length} items`}`,
      cause: "cut",
    };
  return { kind: isPart(sent, received) ? "stripped of some items" : "changed", isVague: true };
}

const isUnique = (list: readonly unknown[]): boolean =>
  list.every((item, index) => list.findIndex((other) => equal(other, item)) === index);

/** True if each item that was sent came back, and no other did. */
const isEach = (sent: readonly unknown[], received: readonly unknown[]): boolean =>
  sent.every((item) => received.some((other) => covers(other, item))) &&
  received.every((item) => sent.some((other) => covers(item, other)));

/** True if the items that came back are of those that were sent, in their order. */
function isPart(sent: readonly unknown[], received: readonly unknown[]): boolean {
  let next = 0;
  for (const item of sent) if (next < received.length && covers(received[next], item)) next += 1;
  return next === received.length;
}

/**
 * True for the same items in another order: one difference of the list, not one for each item; items may hold more than
 * was sent, and lists within them may be in another order as well.
 */
export function isReordered(sent: readonly unknown[], received: readonly unknown[]): boolean {
  if (sent.length !== received.length || covers(received, sent)) return false;
  if (sent.length > MOST_REORDERED) return false;
  return isMatched(sent, received) || isReorderedDeep(sent, received);
}

function isMatched(sent: readonly unknown[], received: readonly unknown[]): boolean {
  const left = [...received];
  return sent.every((item) => {
    const exact = left.findIndex((candidate) => equal(candidate, item));
    const found = exact >= 0 ? exact : left.findIndex((candidate) => covers(candidate, item));
    if (found >= 0) left.splice(found, 1);
    return found >= 0;
  });
}

/** Values that are compared, at most, to find lists in another order within lists in another order. */
const MOST_COMPARED = 20_000;

/** True for items that are in another order, and lists within them too; where only those are, they are told. */
function isReorderedDeep(sent: readonly unknown[], received: readonly unknown[]): boolean {
  const work = { left: MOST_COMPARED };
  const isInPlace = sent.every((item, index) => holdsInAnyOrder(received[index], item, work));
  return !isInPlace && holdsInAnyOrder(received, sent, work);
}

/** True if the answer holds everything that was sent, in whatever order; false where that takes too long to tell. */
function holdsInAnyOrder(received: unknown, sent: unknown, work: { left: number }): boolean {
  work.left -= 1;
  if (work.left < 0) return false;
  if (Array.isArray(sent)) {
    if (!Array.isArray(received) || sent.length !== received.length) return false;
    const left = [...received];
    return sent.every((item) => {
      const found = left.findIndex((candidate) => holdsInAnyOrder(candidate, item, work));
      if (found >= 0) left.splice(found, 1);
      return found >= 0;
    });
  }
  if (!isObject(sent)) return equal(sent, received);
  return (
    isObject(received) &&
    Object.entries(sent).every(([name, member]) => holdsInAnyOrder(own(received, name), member, work))
  );
}

/** True if the answer holds everything that was sent. */
function covers(received: unknown, sent: unknown): boolean {
  if (Array.isArray(sent))
    return (
      Array.isArray(received) &&
      sent.length === received.length &&
      sent.every((item, index) => covers(received[index], item))
    );
  if (!isObject(sent)) return equal(sent, received);
  return (
    isObject(received) && Object.entries(sent).every(([name, member]) => covers(own(received, name), member))
  );
}
