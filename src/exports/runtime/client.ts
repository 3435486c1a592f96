/** The client that a project's `generated/client.ts` gives its types. */
export type { Client } from "openapi-fetch";
export { default as createFetchClient } from "openapi-fetch";
export type { ClientOptions } from "../../contract/client.ts";
