import type { Account } from "../account/bind.ts";
import { type FoundTag, tagsIn } from "../account/tag.ts";
import { AccountMarks } from "../contract/account-marks.ts";
import type { Contract, Link, Operation } from "../contract/contract.ts";
import { isResourceId, isSuccess } from "../contract/resource.ts";
import { SchemaAtLocation } from "../contract/schema-at-location.ts";
import type { Json } from "../core/json.ts";
import { own, valueAt } from "../core/json.ts";
import { type Answer, jsonOf, type TransportFailure, type WireRequest } from "../http/exchange.ts";
import { type Sender, throughClient } from "../http/through-client.ts";

/** The values of the query that lists the created resources, by parameter. */
export type Query = { readonly [parameter: string]: string };

/** One resource in a list, with the tags that it carries. */
export interface Listed {
  readonly id: string;
  readonly tags: readonly FoundTag[];
}

/** Sends a linked request; the token and the user agent are those of every request. */
export type LinkedSender = Sender<Answer | TransportFailure>;

/** Methods that create nothing: the safe ones (RFC 9110 §9.2.1), and DELETE. */
const MAKES_NOTHING = new Set(["GET", "HEAD", "OPTIONS", "TRACE", "DELETE"]);

/**
 * The requests around a creating operation, as its links tell them: the one that deletes its resource, and the one that
 * lists resources.
 */
export class Supporting {
  readonly creator: Operation;
  readonly #contract: Contract;
  readonly #remove:
    | { readonly operation: Operation; readonly parameter: string; readonly path: Path; readonly id: string }
    | undefined;
  readonly #list: (Required<Pick<Link, "query" | "lists">> & { readonly operation: Operation }) | undefined;
  readonly #tagPointers: readonly string[];

  constructor(contract: Contract, creator: Operation) {
    this.creator = creator;
    this.#contract = contract;
    this.#tagPointers = new AccountMarks(creator.requestBody?.schema ?? true, contract.schemas).tagPointers();
    for (const { operationId, parameters, query = {}, lists } of creator.links) {
      const operation = contract.operations[operationId];
      const [parameter] = Object.entries(parameters);
      if (operation?.method === "DELETE" && parameter) {
        const [name, id] = parameter;
        this.#remove = { operation, parameter: name, path: new Path(operation.path, name), id };
      }
      if (operation && lists) this.#list = { operation, query, lists };
    }
  }

  /** True if a created resource can be removed at all. */
  get removes(): boolean {
    return this.#remove !== undefined;
  }

  /** True if a created resource can be found by its tag. */
  get finds(): boolean {
    return this.#list !== undefined && this.#tagPointers.length > 0;
  }

  mayMake({ method }: WireRequest): boolean {
    return !MAKES_NOTHING.has(method);
  }

  /** The id that an answer to a creation gives; undefined where it gives none, or one that holds the secret. */
  idIn(answer: Answer, secret: string): string | undefined {
    return this.#remove && idAt(jsonOf(answer), this.#remove.id, secret);
  }

  /** Removes the resource of an id; undefined where the contract has no request for it. */
  remove(id: string, sender: LinkedSender): Promise<Answer | TransportFailure> | undefined {
    return this.#remove && this.#send(this.#remove.operation, { [this.#remove.parameter]: id }, sender);
  }

  /** The id of the resource that a request removes; undefined for any other request. */
  removed({ method, path }: WireRequest): string | undefined {
    return method === this.#remove?.operation.method ? this.#remove.path.valueIn(path) : undefined;
  }

  /** The query that lists the resource of a body; undefined where the body lacks a value for it. */
  queryOf(body: Json | undefined): Query | undefined {
    return this.#query((pointer) => {
      const value = valueAt(body, pointer);
      return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
    });
  }

  /** The query that lists the resources of an account; undefined where the account lacks a value for it. */
  queryIn({ bindings }: Account): Query | undefined {
    const { requestBody } = this.creator;
    const body = new SchemaAtLocation(requestBody?.schema, requestBody?.docs ?? "", this.#contract.schemas);
    return this.#query((pointer) => bindings[body.at(pointer)?.schema["x-binding"]?.env ?? ""]?.[0]);
  }

  #query(valueAtPointer: (pointer: string) => string | undefined): Query | undefined {
    if (!this.#list) return undefined;
    const values = Object.entries(this.#list.query).map(([name, pointer]) => [name, valueAtPointer(pointer)]);
    return values.some(([, value]) => value === undefined)
      ? undefined
      : (Object.fromEntries(values) as Query);
  }

  /** Lists what a query finds; undefined where the contract has no request for it. */
  list(query: Query, sender: LinkedSender): Promise<Answer | TransportFailure> | undefined {
    return this.#list && this.#send(this.#list.operation, query, sender);
  }

  #send(
    { id }: Operation,
    values: Query,
    sender: LinkedSender,
  ): Promise<Answer | TransportFailure> | undefined {
    const request = own(own(this.#contract.linked, this.creator.id), id);
    return request && throughClient((options) => request(options, values), sender);
  }

  /** The resources that an answer lists; undefined where it is no list. */
  listed(answer: Answer, secret: string): Listed[] | undefined {
    const items = isSuccess(answer.status) ? valueAt(jsonOf(answer), this.#list?.lists.items ?? "") : [];
    if (!Array.isArray(items) || !isSuccess(answer.status)) return undefined;
    return items.flatMap((item: unknown): Listed[] => {
      const id = idAt(item, this.#list?.lists.id ?? "", secret);
      const texts = this.#tagPointers.map((pointer) => valueAt(item, pointer));
      const tags = texts.flatMap((text) => (typeof text === "string" ? tagsIn(text) : []));
      return id === undefined ? [] : [{ id, tags }];
    });
  }
}

/** A path with one parameter. */
class Path {
  readonly #before: string;
  readonly #after: string;

  constructor(template: string, parameter: string) {
    const [before = "", after = ""] = template.split(`{${parameter}}`);
    this.#before = before;
    this.#after = after;
  }

  of(value: string): string {
    return this.#before + encodeURIComponent(value) + this.#after;
  }

  valueIn(path: string): string | undefined {
    const value = path.slice(this.#before.length, path.length - this.#after.length);
    try {
      return value !== "" && !value.includes("/") && this.of(decodeURIComponent(value)) === path
        ? decodeURIComponent(value)
        : undefined;
    } catch {
      return undefined;
    }
  }
}

function idAt(value: unknown, pointer: string, secret: string): string | undefined {
  const id = valueAt(value, pointer);
  if (!isResourceId(id)) return undefined;
  return secret !== "" && String(id).includes(secret) ? undefined : String(id);
}
