import type { Dispatch } from "./wire-client.ts";

/** Sends with the global `fetch` as it is at that moment, so that what replaces it is honoured; follows no redirect. */
export function createFetchDispatch(timeoutMs: number): { dispatch: Dispatch; close(): Promise<void> } {
  const dispatch: Dispatch = async ({ method, path, headers, body }) => {
    const response = await fetch(path, {
      method,
      headers,
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
      ...(body === undefined ? {} : { body }),
    });
    // Not `text()`, which drops a byte order mark.
    const text = Buffer.from(await response.arrayBuffer()).toString("utf8");
    return { status: response.status, headers: Object.fromEntries(response.headers), text };
  };
  return { dispatch, close: async () => {} };
}
