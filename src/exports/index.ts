/** The types of the API, which cost nothing at run time, and its typed client. */
import type { operations } from "../../generated/types.ts";
import type { AnswerOf, RequestBodyOf } from "../contract/typed-operations.ts";

export { type ApiClient, type ClientPaths, createClient } from "../../generated/client.ts";
export type { components, operations, paths } from "../../generated/types.ts";
export type { ClientOptions } from "../contract/client.ts";

/** The body of an operation's request, without what only the endpoint writes. */
export type RequestBody<Id extends keyof operations> = RequestBodyOf<operations[Id]>;

/** The body of an operation's answer by status, 200 unless given. */
export type AnswerBody<
  Id extends keyof operations,
  Status extends keyof operations[Id]["responses"] = 200 & keyof operations[Id]["responses"],
> = AnswerOf<operations[Id], Status>;
