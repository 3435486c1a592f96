/**
 * The contract at run time: the content of `generated/`, which every later stage reads. The words are those of OpenAPI
 * 3.1 and JSON Schema 2020-12; the `x-` keywords are explained in CONTRIBUTING.md.
 */

import type { Arbitrary, Random, Stream, Value } from "fast-check";
import type { Json } from "../core/json.ts";
import type { LinkedRequests } from "./client.ts";
import type { InstanceGenerator } from "./instance-generator.ts";
import type { ListPointers } from "./list-pointers.ts";
import type { DocPointer } from "./pointers.ts";

/** A JSON Schema as it stands in the document; `$ref`s point into `Contract.schemas`. */
export type Schema = boolean | SchemaObject;

export interface SchemaObject {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly $comment?: string;
  readonly externalDocs?: Json;
  readonly xml?: Json;
  readonly enum?: readonly Json[];
  readonly const?: Json;
  readonly default?: Json;
  readonly examples?: readonly Json[];
  readonly deprecated?: boolean;
  readonly readOnly?: boolean;
  readonly writeOnly?: boolean;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly items?: Schema;
  readonly contains?: Schema;
  readonly minContains?: number;
  readonly maxContains?: number;
  readonly properties?: { readonly [name: string]: Schema };
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly propertyNames?: Schema;
  readonly patternProperties?: { readonly [pattern: string]: Schema };
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly not?: Schema;
  readonly if?: Schema;
  readonly then?: Schema;
  readonly else?: Schema;
  readonly discriminator?: {
    readonly propertyName: string;
    readonly mapping?: { readonly [value: string]: string };
  };
  /** The value must exist in the caller's account and comes from this environment variable. */
  readonly "x-binding"?: { readonly env: string };
  /** The value must be unique in the account, so it carries the run's tag. */
  readonly "x-unique"?: boolean;
  /** The value carries the run's tag, by which the resources of a run are recognized and found again. */
  readonly "x-tag"?: boolean;
  /** True for a boolean of an answer that says whether what was asked for is done. */
  readonly "x-success"?: boolean;
  /** The part of a refusal that the embedded endpoint writes here. */
  readonly "x-sandbox"?: "status" | "reason" | "messages" | "title";
  readonly [extension: `x-${string}`]: unknown;
}

/** A sentence of the docs that ties several fields of a request body together. */
export interface Rule {
  readonly id: string;
  readonly sentence: string;
  /** JSON pointer into the document to the place that states the rule. */
  readonly docs: DocPointer;
  /** Bodies that certainly keep the rule. */
  readonly keeps: Schema;
  /** Bodies that certainly break it; `false` where the docs do not say that such a body is refused. */
  readonly breaks: Schema;
}

/** A relation the docs leave open: bodies that match `schema` are sent, and the answer is only observed. */
export interface Probe {
  readonly id: string;
  readonly sentence: string;
  readonly docs: DocPointer;
  readonly schema: Schema;
  /** The id of the rule that its bodies depart from; they keep every rule where it is absent. */
  readonly departs?: string;
}

/** The styles in which a parameter may be written (OpenAPI 3.1, Parameter Object, `style`), and as the JSON text of its value. */
export type ParameterStyle = "simple" | "form" | "spaceDelimited" | "pipeDelimited" | "deepObject" | "json";

/** A parameter of a request (OpenAPI 3.1, Parameter Object). */
export interface Parameter {
  readonly in: "path" | "query" | "header";
  readonly name: string;
  readonly required: boolean;
  /** That of where it stands by default, `form` in the query and `simple` elsewhere, unless given. */
  readonly style?: ParameterStyle;
  /** True if each item, or each member of an object, is written by itself; true for `form` and `deepObject` alone unless given. */
  readonly explode?: boolean;
  readonly schema: Schema;
  /** JSON pointer into the document to the parameter, whose schema stands below it. */
  readonly docs: DocPointer;
}

export interface ResponseContract {
  readonly description: string;
  /** Absent where the document promises no body. */
  readonly mediaType?: string;
  readonly schema?: Schema;
  readonly docs: DocPointer;
}

/** An OpenAPI link: how a value of this answer becomes a parameter of the next request. */
export interface Link {
  readonly operationId: string;
  /** Parameter name to JSON pointer into this answer's body. */
  readonly parameters: { readonly [name: string]: string };
  /** Query parameter name to JSON pointer into the body of the request; absent where there is none. */
  readonly query?: { readonly [name: string]: string };
  /** Present where the linked operation lists what was made. */
  readonly lists?: ListPointers;
}

export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly server: string;
  readonly summary: string;
  readonly docs: DocPointer;
  /** Present where it only looks things up, whatever its method (RFC 9110, section 9.2.1). */
  readonly safe?: true;
  /** Path of the file that its pointers lead into, where it is not the contract's document. */
  readonly document?: string;
  readonly parameters: readonly Parameter[];
  /** Absent where no token is needed. */
  readonly security?: {
    /** The word before the token in its header; empty where the token stands alone. */
    readonly scheme: string;
    /** The place of an API key; the header Authorization unless given. */
    readonly key?: { readonly in: "header" | "query"; readonly name: string };
    readonly description: string;
    /** Scopes that the token must hold (OpenAPI 3.1, Security Requirement Object); none where the docs name none. */
    readonly scopes: readonly string[];
    readonly docs: DocPointer;
  };
  readonly requestBody?: {
    /** JSON, `application/x-www-form-urlencoded`, `multipart/form-data`, or one whose text stands as it is. */
    readonly mediaType: string;
    /** Members of a form that are written otherwise than usual (OpenAPI 3.1, Encoding Object). */
    readonly encoding?: { readonly [member: string]: Pick<Parameter, "style" | "explode"> };
    readonly required: boolean;
    readonly schema: Schema;
    readonly examples: { readonly [name: string]: Json };
    readonly docs: DocPointer;
  };
  readonly responses: { readonly [status: string]: ResponseContract };
  readonly responseExamples: { readonly [status: string]: Json };
  readonly links: readonly Link[];
  readonly rules: readonly Rule[];
  readonly probes: readonly Probe[];
}

/** One schema violation as Ajv reports it. */
export interface SchemaError {
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly message?: string;
  readonly params: { readonly [name: string]: unknown };
}

/** A standalone Ajv validator: the errors of the last call stand on the function. */
export interface Validator {
  (value: unknown): boolean;
  errors?: readonly SchemaError[] | null;
}

export interface OperationValidators {
  /** Of a request without its body: `{path, query, header}`; absent where the operation has no parameters. */
  readonly parameters?: Validator;
  /** Of a request's body. */
  readonly request?: Validator;
  readonly responses: { readonly [status: string]: Validator };
  /** By the rule that a body breaks where its validator accepts it. */
  readonly breaks: { readonly [rule: string]: Validator };
}

/** The number of requests an account may send, and the names of the answer's headers that state it. */
export interface RateLimit {
  /** The limit until an answer states another: so many requests in any stretch of `milliseconds`. */
  readonly requests: number;
  readonly milliseconds: number;
  readonly headers: {
    readonly requests?: string;
    /** Number of requests left at this moment. */
    readonly remaining?: string;
    readonly milliseconds?: string;
    readonly daily?: string;
    readonly dailyRemaining?: string;
  };
}

/** Makes and shrinks valid request bodies, by the generator that it is built on. */
export interface RequestArbitrary extends Arbitrary<unknown> {
  /** Of JSON values; the types of bodies may hold `undefined`, which no compiler setting takes for one. */
  readonly generator: InstanceGenerator<unknown>;
  generate(random: Random): Value<unknown>;
  shrink(value: unknown): Stream<Value<unknown>>;
}

/** Makes and shrinks the parameters of one operation's requests, by where they stand; absent where it has none there. */
export type ParameterGenerators = { readonly [In in Parameter["in"]]?: InstanceGenerator<object> };

export interface Contract {
  /** First 16 hex digits of the SHA-256 of the document. */
  readonly hash: string;
  /** Path of the document from the repository's root. */
  readonly document: string;
  readonly schemas: { readonly [name: string]: Schema };
  readonly operations: { readonly [id: string]: Operation };
  /** Absent where the document names none. */
  readonly rateLimit?: RateLimit;
  /** Ids of rules whose sentences the docs no longer have, so that nothing is tested until they are mended; absent where there are none. */
  readonly lostCitations?: readonly string[];
  readonly validators: { readonly [id: string]: OperationValidators };
  readonly arbitraries: { readonly [id: string]: RequestArbitrary };
  readonly linked: LinkedRequests;
  readonly parameterGenerators: { readonly [id: string]: ParameterGenerators };
}
