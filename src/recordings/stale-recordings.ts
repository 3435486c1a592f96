import type { RecordedExchange } from "../http/exchange.ts";

/** A file of recordings that is older than was asked for. */
export interface StaleRecording {
  /** From the repository's root. */
  readonly file: string;
  /** The day on which it was recorded. */
  readonly date: string;
  /** Whole days from then to now. */
  readonly ageInDays: number;
}

const DAY_MS = 86_400_000;

/** True for recordings that age; the docs' examples do not, and a check of their own keeps them in step with the page. */
const ages = ({ provenance }: RecordedExchange): boolean => provenance.source !== "docs";

/** The files whose day of recording is more than `maxAge` before `now`, both in milliseconds; each once, in order. */
export function staleRecordings(
  recorded: readonly RecordedExchange[],
  maxAge: number,
  now: number,
): StaleRecording[] {
  const dates = new Map(recorded.filter(ages).map(({ file, provenance }) => [file, provenance.date]));
  return [...dates].flatMap(([file, date]) => {
    // An unreadable date counts as the oldest possible.
    const age = now - (Date.parse(date) || 0);
    return age > maxAge ? [{ file, date, ageInDays: Math.floor(age / DAY_MS) }] : [];
  });
}

/** True if nothing that ages is young enough: then a run says nothing of the endpoint's present behaviour. */
export function areAllStale(
  recorded: readonly RecordedExchange[] | undefined,
  stale: readonly StaleRecording[] = [],
): boolean {
  const files = new Set(stale.map(({ file }) => file));
  return files.size > 0 && (recorded ?? []).filter(ages).every(({ file }) => files.has(file));
}
