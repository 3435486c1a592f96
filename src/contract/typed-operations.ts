/** Types of an operation's requests and answers, from the `operations` that openapi-typescript makes of a document. */
import type { Readable, Writable } from "openapi-typescript-helpers";
import type { SchemaError, Validator } from "./contract.ts";

type IsNever<T> = [T] extends [never] ? true : false;

/** The content of a media type; undefined where there is no content. */
type Content<T> = T extends { content: infer Types }
  ? IsNever<Types> extends true
    ? undefined
    : Types[keyof Types]
  : undefined;

type Member<Operation, Name> = Name extends keyof Operation ? NonNullable<Operation[Name]> : never;

/** The body of a request, without what only the endpoint writes; undefined for an operation that takes none. */
export type RequestBodyOf<Operation> =
  IsNever<Member<Operation, "requestBody">> extends true
    ? undefined
    : Writable<Content<Member<Operation, "requestBody">>>;

type Parameters<Operation, Name> =
  IsNever<Member<Member<Operation, "parameters">, Name>> extends true
    ? { readonly [name: string]: never }
    : Member<Member<Operation, "parameters">, Name>;

/** The parameters of a request by where they stand. */
export interface ParametersOf<Operation> {
  readonly path: Parameters<Operation, "path">;
  readonly query: Parameters<Operation, "query">;
  readonly header: Parameters<Operation, "header">;
}

/** A request as one instance; without a body where the operation takes none. */
export type RequestOf<Operation> = ParametersOf<Operation> &
  (undefined extends RequestBodyOf<Operation>
    ? { readonly body?: RequestBodyOf<Operation> }
    : { readonly body: RequestBodyOf<Operation> });

/** A validator that tells the type of what it accepts; the errors of its last call stand on it. */
export interface TypeGuard<T> {
  (value: unknown): value is T;
  errors?: readonly SchemaError[] | null;
}

type Statuses<Operation> = Member<Operation, "responses">;

/** The body of an answer, without what only a caller writes. */
export type AnswerOf<Operation, Status extends keyof Statuses<Operation>> = Readable<
  Content<Statuses<Operation>[Status]>
>;

/** The validators of one operation. */
export type TypedValidators<Operation> = {
  /** Of a request without its body; absent where the operation has no parameters. */
  readonly parameters?: TypeGuard<ParametersOf<Operation>>;
  /** Of each answer's body, by status. */
  readonly responses: {
    readonly [Status in keyof Statuses<Operation> as Content<Statuses<Operation>[Status]> extends undefined
      ? never
      : Status]: TypeGuard<Readable<Content<Statuses<Operation>[Status]>>>;
  };
  /** By the rule that a body breaks where its validator accepts it. */
  readonly breaks: { readonly [rule: string]: Validator };
} & (IsNever<Member<Operation, "requestBody">> extends true
  ? unknown
  : {
      /** Of a request's body. */
      readonly request: TypeGuard<RequestBodyOf<Operation>>;
    });

/** The validators of all operations, by id. */
export type Validators<Operations> = {
  readonly [Id in keyof Operations]: TypedValidators<Operations[Id]>;
};
