import type { Answer, WireRequest } from "./exchange.ts";

/** Carries one request to an absolute URL, in place of the request's path, and brings its whole answer back. */
export type Dispatch = (url: string, request: WireRequest) => Promise<Answer>;

export interface Dispatcher {
  readonly dispatch: Dispatch;
  /** Ends at once; requests in flight fail. */
  close(): Promise<void>;
}
