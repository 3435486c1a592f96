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

/** The docs' examples do not age: they are what the page says, and a check of their own keeps them in step with it. */
const ages = ({ provenance }: RecordedExchange): boolean => provenance.source !== "docs";

/** The files whose day of recording is more than `maxAge` before `now`, both in milliseconds; each once, in order. */
export function staleRecordings(
  recorded: readonly RecordedExchange[],
  maxAge: number,
  now: number,
): StaleRecording[] {
  const dates = new Map(recorded.filter(ages).map(({ file, provenance }) => [file, provenance.date]));
  return [...dates].flatMap(([file, date]) => {
    // A date that cannot be read is as old as can be.
    const age = now - (Date.parse(date) || 0);
    return age > maxAge ? [{ file, date, ageInDays: Math.floor(age / DAY_MS) }] : [];
  });
}

/** Whether nothing that ages is young enough: then a run has no word on what the endpoint does today. */
export function areAllStale(
  recorded: readonly RecordedExchange[] | undefined,
  stale: readonly StaleRecording[] = [],
): boolean {
  const files = new Set(stale.map(({ file }) => file));
  return files.size > 0 && (recorded ?? []).filter(ages).every(({ file }) => files.has(file));
}
