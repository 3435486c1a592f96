import type { ValueChange } from "./change.ts";

/** A point in time in one of the notations of RFC 3339, ISO 8601 and RFC 9110, with its offset from UTC. */
const INSTANT =
  /^(?:\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}|[A-Z][a-z]{2},? \d{1,2} [A-Z][a-z]{2} \d{4} ).*(?:Z|GMT|UTC|[+-]\d{2}:?\d{2})$/i;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The change of a date or a point in time: its notation, or by how much; undefined for other texts. */
export function dateChange(sent: string, received: string): ValueChange | undefined {
  if (INSTANT.test(sent) && INSTANT.test(received) && Date.parse(sent) === Date.parse(received))
    return { kind: "the same instant in another notation" };
  if (!isDate(sent) || !isDate(received)) return undefined;
  const by = timeOf(received) - timeOf(sent);
  if (by === 0) return { kind: "the same time in another notation" };
  return { kind: `shifted ${amount(by)}`, cause: "shifted in time" };
}

const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}/.test(text);

/** Milliseconds of a date; one without an offset is taken as UTC. */
const timeOf = (text: string): number =>
  Date.parse(/\d:\d/.test(text) && !INSTANT.test(text) ? `${text.replace(" ", "T")}Z` : text);

/** A difference in time, where it is whole hours or days. */
function amount(by: number): string {
  if (!Number.isInteger(by) || by % HOUR !== 0) return "in time";
  const [count, unit] = by % DAY === 0 ? [by / DAY, "day"] : [by / HOUR, "hour"];
  return `by ${count > 0 ? "+" : ""}${count} ${unit}${Math.abs(count) === 1 ? "" : "s"}`;
}
