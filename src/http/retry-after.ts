/**
 * The wait that `Retry-After` asks for, in milliseconds: given as seconds or a date (RFC 9110 §10.2.3). A date counts
 * from the answer's own `Date`, so that a wrong clock here changes nothing.
 * @returns undefined for what is neither
 */
export function retryAfterMs(headers: { readonly [name: string]: string }): number | undefined {
  const given = headers["retry-after"]?.trim() ?? "";
  if (/^\d+$/.test(given)) return Number(given) * 1000;
  const until = Date.parse(given);
  if (!/\d\d:\d\d/.test(given) || Number.isNaN(until)) return undefined;
  const since = Date.parse(headers.date ?? "");
  return Math.max(0, until - (Number.isNaN(since) ? Date.now() : since));
}
