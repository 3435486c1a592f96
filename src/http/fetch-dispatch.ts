import { Readable } from "node:stream";
import { bodyBeginning } from "./body-beginning.ts";
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
    const { bytes, isWhole } = await bodyBeginning(response.body ?? Readable.from([]));
    // Not `text()`, which drops a byte order mark.
    const text = bytes.toString("utf8");
    const answered = Object.fromEntries(response.headers);
    return takeAnswer({ status: response.status, headers: answered, text, isWhole });
  };
  return { dispatch, close: async () => {} };
}
