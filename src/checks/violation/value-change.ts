import { equal, isObject, own } from "../../core/json.ts";
import { invisibleChange } from "./invisible-change.ts";

/** The change of a value from request to answer. */
export interface ValueChange {
  /** A word or two, without values, from which a reader guesses the cause. */
  readonly kind: string;
  /** More of it, with values, where they cannot be seen. */
  readonly detail?: string;
}

/** The change of a value from request to answer, where the docs promise a default for a value that is left out. */
export function valueChange(sent: unknown, received: unknown, promised?: unknown): ValueChange {
  if (received === undefined) return { kind: "dropped" };
  const detail =
    typeof sent === "string" && typeof received === "string" ? invisibleChange(sent, received) : undefined;
  if (detail !== undefined) return { kind: "changed invisibly", detail };
  const kind = valueChangeAlone(sent, received);
  const isVague = kind === "changed" || kind === "shifted";
  return { kind: isVague && promised !== undefined && equal(received, promised) ? "defaulted" : kind };
}

function valueChangeAlone(sent: unknown, received: unknown): string {
  if (typeof sent === "string" && typeof received === "string") return textChange(sent, received);
  if (typeof sent === "number" && typeof received === "number") return numberChange(sent, received);
  if (Array.isArray(sent) && Array.isArray(received)) return listChange(sent, received);
  return "changed";
}

function textChange(sent: string, received: string): string {
  if (received === sent.trim()) return "trimmed";
  if (received !== "" && sent.startsWith(received)) return "truncated";
  if (received.toLowerCase() === sent.toLowerCase()) return "changed in case";
  if (isEscaped(sent, received)) return "escaped";
  if (isSameInstant(sent, received)) return "the same instant in another notation";
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

/** A point in time in one of the notations of RFC 3339, ISO 8601 and RFC 9110, with its offset from UTC. */
const INSTANT =
  /^(?:\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}|[A-Z][a-z]{2},? \d{1,2} [A-Z][a-z]{2} \d{4} ).*(?:Z|GMT|UTC|[+-]\d{2}:?\d{2})$/i;

const isSameInstant = (sent: string, received: string): boolean =>
  INSTANT.test(sent) && INSTANT.test(received) && Date.parse(sent) === Date.parse(received);

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
