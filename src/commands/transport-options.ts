import { SuiteError } from "../core/errors.ts";

/** The longest time-out that can be asked for, in seconds. */
const MOST_SECONDS = 3600;

/**
 * Options of the transport to a URL, from `--share` and `--timeout`.
 * @throws SuiteError that names what is wrong
 */
export function transportOptions(given: { readonly share?: string; readonly timeout?: string }): {
  readonly share?: number;
  readonly timeoutMs?: number;
} {
  return {
    ...(given.share === undefined ? {} : { share: shareOf(given.share) }),
    ...(given.timeout === undefined ? {} : { timeoutMs: secondsOf(given.timeout) * 1000 }),
  };
}

function shareOf(text: string): number {
  const percent = /^\d+(\.\d+)?%$/.test(text) ? Number(text.slice(0, -1)) : Number.NaN;
  if (percent > 0 && percent <= 100) return percent / 100;
  throw new SuiteError(`--share ${text}: expected a percentage above 0% and up to 100%, such as 50%`);
}

function secondsOf(text: string): number {
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (seconds > 0 && seconds <= MOST_SECONDS) return seconds;
  throw new SuiteError(`--timeout ${text}: expected seconds, above 0 and up to ${MOST_SECONDS}`);
}
