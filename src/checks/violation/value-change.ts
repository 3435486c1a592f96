import { childPointer, type InstancePointer, parentPointer } from "../../contract/pointers.ts";
import { equal, isObject, own, valueAt } from "../../core/json.ts";

/** The change of a value from request to answer, in a word or two from which a reader guesses the cause. */
export function valueChange(sent: unknown, received: unknown, promised?: unknown): string {
  if (received === undefined) return "dropped";
  const change = valueChangeAlone(sent, received);
  const isVague = change === "changed" || change === "shifted";
  return isVague && promised !== undefined && equal(received, promised) ? "defaulted" : change;
}

function valueChangeAlone(sent: unknown, received: unknown): string {
  if (typeof sent === "string" && typeof received === "string") return textChange(sent, received);
  if (typeof sent === "number" && typeof received === "number") return numberChange(sent, received);
  if (Array.isArray(sent) && Array.isArray(received)) return listChange(sent, received);
  return "changed";
}

/** The sent and the received object, and the documented default of a property that was not sent. */
export interface Exchanged {
  readonly sent: object;
  readonly received: object;
  readonly defaultAt: (pointer: InstancePointer) => unknown;
}

/** Number of fields of an object, at most, with which a field may have been swapped. */
const MOST_BESIDE = 500;

/**
 * The neighbouring field whose value came back here, and which got this one's; a field that was not sent counts as its
 * default.
 */
export function swappedWith(
  at: InstancePointer,
  { sent, received, defaultAt }: Exchanged,
): InstancePointer | undefined {
  const parent = parentPointer(at);
  const values = (pointer: InstancePointer): readonly unknown[] => {
    const own = valueAt(sent, pointer);
    return own === undefined ? [defaultAt(pointer), undefined] : [own];
  };
  const isChanged = (pointer: InstancePointer): boolean =>
    !values(pointer).some((neighbour) => equal(neighbour, valueAt(received, pointer)));
  const holds = (pointer: InstancePointer, other: InstancePointer): boolean =>
    values(other).some((neighbour) => equal(neighbour, valueAt(received, pointer)));
  const names = new Set(
    [valueAt(sent, parent), valueAt(received, parent)].flatMap((neighbour) =>
      isObject(neighbour) ? Object.keys(neighbour).slice(0, MOST_BESIDE) : [],
    ),
  );
  return [...names]
    .map((name) => childPointer(parent, name))
    .find((other) => other !== at && isChanged(other) && holds(at, other) && holds(other, at));
}

function textChange(sent: string, received: string): string {
  if (received === sent.trim()) return "trimmed";
  if (received !== "" && sent.startsWith(received)) return "truncated";
  if (received.toLowerCase() === sent.toLowerCase()) return "changed in case";
  if (isEscaped(sent, received)) return "escaped";
  return isDate(sent) && isDate(received) ? "shifted" : "changed";
}

const ENTITIES: { readonly [entity: string]: string } = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&#x27;": "'",
  "&apos;": "'",
};

const withoutEntities = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|apos|#39|#x27);/g, (entity) => ENTITIES[entity] ?? entity);

const withoutSlashes = (text: string): string => text.replace(/\\(["'\\])/g, "$1");

const isEscaped = (sent: string, received: string): boolean =>
  [withoutEntities, withoutSlashes, (text: string) => withoutEntities(withoutSlashes(text))].some(
    (read) => read(received) === sent,
  );

const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}/.test(text);

function numberChange(sent: number, received: number): string {
  if (!Number.isInteger(sent) && Number.isInteger(received) && Math.abs(sent - received) < 1)
    return "rounded";
  return Math.abs(sent - received) === 1 ? "shifted" : "changed";
}

function listChange(sent: readonly unknown[], received: readonly unknown[]): string {
  if (isReordered(sent, received)) return "reordered";
  if (received.length < sent.length && received.every((item, index) => covers(item, sent[index])))
    return "truncated";
  return "changed";
}

/** Length of a list, at most, whose items are looked for one by one. */
const MOST_REORDERED = 500;

/**
 * True for the same items in another order: one difference of the list, not one for each item; items may hold more than
 * was sent.
 */
export function isReordered(sent: readonly unknown[], received: readonly unknown[]): boolean {
  if (sent.length !== received.length || covers(received, sent)) return false;
  if (sent.length > MOST_REORDERED) return false;
  const left = [...received];
  return sent.every((item) => {
    const exact = left.findIndex((candidate) => equal(candidate, item));
    const found = exact >= 0 ? exact : left.findIndex((candidate) => covers(candidate, item));
    if (found >= 0) left.splice(found, 1);
    return found >= 0;
  });
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
