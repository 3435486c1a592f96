/** The types between the generated client and whoever calls it. */

/** Settings of the generated client. */
export interface ClientOptions {
  /** Base URL of the endpoint; a path prefix is kept. */
  readonly baseUrl: string;
  /** The bearer token, without its scheme. */
  readonly token: string;
  /** Further headers of every request. */
  readonly headers?: { readonly [name: string]: string };
  /** Sends the requests; the global `fetch` unless given. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** Sends a request to what an operation has created; its parameters have the values that the link gives them. */
export type LinkedRequest = {
  // Declared like a method, so that each may name the parameters that it takes.
  send(
    options: ClientOptions,
    values: { readonly [parameter: string]: string },
  ): Promise<{ readonly response: Response }>;
}["send"];

/** The requests to what operations create: by the creating operation, then by the linked one. */
export type LinkedRequests = {
  readonly [creator: string]: { readonly [operation: string]: LinkedRequest };
};
