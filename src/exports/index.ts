/** The types of the API, which cost nothing at run time, and its typed client. */

export { type ApiClient, type ClientPaths, createClient } from "../../generated/client.ts";
export type { components, operations, paths } from "../../generated/types.ts";
export type { ClientOptions } from "../contract/client.ts";
