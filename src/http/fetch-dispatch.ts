import type { Dispatch, Dispatcher } from "./dispatch.ts";
import { takeAnswer } from "./take-answer.ts";

/** Sends with the global `fetch` as it is at that moment, so that what replaces it is honoured; follows no redirect. */
export function createFetchDispatch(timeoutMs: number): Dispatcher {
  const dispatch: Dispatch = async (url, { method, headers, body }) => {
    const response = await fetch(url, {
      method,
      headers,
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
      ...(body === undefined ? {} : { body }),
    });
    // Not `text()`, which drops a byte order mark.
    const text = Buffer.from(await response.arrayBuffer()).toString("utf8");
    return takeAnswer({ status: response.status, headers: Object.fromEntries(response.headers), text });
  };
  return { dispatch, close: async () => {} };
}
