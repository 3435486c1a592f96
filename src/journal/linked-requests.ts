import type { Account } from "../account/bind.ts";
import { AccountMarks } from "../contract/account-marks.ts";
import { answeredResource } from "../contract/answered-resource.ts";
import type { Contract, Link, Operation } from "../contract/contract.ts";
import { MAKES_NOTHING } from "../contract/methods.ts";
import { isNestedBelow, type KeyedPath, NestedPath, outerIds } from "../contract/nested-path.ts";
import { instancePointer, parentPointer } from "../contract/pointers.ts";
import { endsIn, isKnownPath, isSuccess, resourceOf } from "../contract/resource.ts";
import { ResourcePath } from "../contract/resource-path.ts";
import { SchemaAtLocation } from "../contract/schema-at-location.ts";
import type { Json } from "../core/json.ts";
import { own, valueAt } from "../core/json.ts";
import { type Answer, type TransportFailure, type WireRequest, wholeJsonOf } from "../http/exchange.ts";
import { firstPage, nextPage } from "../http/list-pages.ts";
import { type Sender, throughClient } from "../http/through-client.ts";
import { withRequiredBody } from "./required-body.ts";
import { withRequiredQuery } from "./required-query.ts";
import { type Shown, shownIn } from "./shown.ts";

/** The values of the query that lists the created resources, by parameter. */
export type Query = { readonly [parameter: string]: string };

/** Sends a linked request; the token and the user agent are those of every request. */
export type LinkedSender = Sender<Answer | TransportFailure> & { readonly account?: Account };

type Result = Promise<Answer | TransportFailure>;

/** An operation on one resource, and the JSON pointer to its id in the answer to its creation. */
interface LinkedById {
  readonly operation: Operation;
  readonly parameter: string;
  readonly path: KeyedPath;
  /** True if the path has the ids of what the resource is in as well. */
  readonly isNested: boolean;
  readonly id: string;
}

/** Methods that change what there is. */
const CHANGES: ReadonlySet<string> = new Set(["PUT", "PATCH"]);

/** The one of two operations on a resource that is about the resource itself rather than about a part of it. */
const nearer = (known: LinkedById | undefined, other: LinkedById): LinkedById =>
  known !== undefined && known.operation.path.length <= other.operation.path.length ? known : other;

/**
 * The requests around a creating operation, as its links tell them: the one that deletes its resource, and the one that
 * lists resources.
 */
export class Supporting {
  readonly creator: Operation;
  readonly #contract: Contract;
  #remove: LinkedById | undefined;
  #read: LinkedById | undefined;
  /** Requests that change a resource, or are about a part of it. */
  readonly #changes: LinkedById[] = [];
  #list: (Required<Pick<Link, "query" | "lists">> & { readonly operation: Operation }) | undefined;
  readonly #tagPointers: readonly string[];

  constructor(contract: Contract, creator: Operation) {
    this.creator = creator;
    this.#contract = contract;
    this.#tagPointers = new AccountMarks(creator.requestBody?.schema ?? true, contract.schemas).tagPointers();
    for (const link of creator.links) this.#take(link);
  }

  #take({ operationId, parameters, query = {}, lists }: Link): void {
    const operation = this.#contract.operations[operationId];
    const [name, id] = Object.entries(parameters)[0] ?? [];
    if (operation && lists) this.#list = { operation, query, lists };
    if (operation === undefined || name === undefined || id === undefined) return;
    if (!isKnownPath(operation.path, this.creator.path)) return;
    const isNested = isNestedBelow(operation.path, this.creator.path);
    const path = isNested ? new NestedPath(operation.path) : new ResourcePath(operation.path, name);
    const linked = { operation, parameter: name, path, isNested, id };
    const isOfItself = endsIn(operation.path, name);
    if (!isOfItself || CHANGES.has(operation.method)) this.#changes.push(linked);
    if (!isOfItself) return;
    if (operation.method === "DELETE") this.#remove = nearer(this.#remove, linked);
    if (operation.method === "GET" && !lists) this.#read = nearer(this.#read, linked);
  }

  /** True if a created resource can be removed at all. */
  get removes(): boolean {
    return this.#remove !== undefined;
  }

  /** True if a created resource can be found by its tag. */
  get finds(): boolean {
    return this.#list !== undefined && this.#tagPointers.length > 0;
  }

  /** The operation that removes a created resource; undefined where the contract has none. */
  get remover(): Operation | undefined {
    return this.#remove?.operation;
  }

  /** The operation that lists what was created; undefined where the contract has none. */
  get lister(): Operation | undefined {
    return this.#list?.operation;
  }

  /** True if a request may make a resource: one that changes another, or a part of it, makes none, nor one that looks things up. */
  mayMake({ method, path }: Pick<WireRequest, "method"> & Partial<Pick<WireRequest, "path">>): boolean {
    const isChange = ({ operation, path: known }: LinkedById): boolean =>
      operation.method === method && path !== undefined && known.idIn(path) !== undefined;
    if (this.creator.safe && method === this.creator.method) return false;
    return !MAKES_NOTHING.has(method) && !this.#changes.some(isChange);
  }

  /** True if a created resource can carry the run's tag. */
  get isTaggable(): boolean {
    return this.#tagPointers.length > 0;
  }

  /** The resource in an answer to a creation; undefined where the contract links none, where it has no id, or one that holds the secret. */
  made(answer: Answer, secret: string, path: string): Shown | undefined {
    const id = this.#remove?.id ?? resourceOf(this.creator)?.id;
    const shown = id === undefined ? undefined : this.#shownAt(wholeJsonOf(answer), id, secret);
    return shown && { ...shown, id: this.keyOf(path, shown.id) };
  }

  /** The key of a resource: its id, behind those in the path of its creation where its own paths have them. */
  keyOf(path: string, id: string): string {
    return this.#isNested ? [...outerIds(this.creator.path, path), id].join("/") : id;
  }

  get #isNested(): boolean {
    return (this.#remove ?? this.#read)?.isNested === true;
  }

  /** The resource in an answer to a reading by a key; undefined where there is none. */
  shown(answer: Answer, secret: string, key: string): Shown | undefined {
    const shown = this.#read && this.#shownIn(answer, secret);
    return shown && this.#isNested && shown.id === ownId(key) ? { ...shown, id: key } : shown;
  }

  #shownIn(answer: Answer, secret: string): Shown | undefined {
    if (!this.#read || !isSuccess(answer.status)) return undefined;
    const json = wholeJsonOf(answer);
    const own = answeredResource(this.#read.operation, this.creator, this.#contract.schemas)?.id;
    const [id, name] = [this.#read.id, this.#read.id.slice(this.#read.id.lastIndexOf("/"))];
    const shown = this.#shownAt(json, id, secret) ?? this.#shownAt(json, name, secret);
    return shown ?? (own === undefined ? undefined : this.#shownAt(json, own, secret));
  }

  #shownAt(json: unknown, id: string, secret: string): Shown | undefined {
    const parent = parentPointer(instancePointer(id));
    const shown = shownIn(valueAt(json, parent), id.slice(parent.length), this.#tagPointers);
    return shown && secret !== "" && shown.id.includes(secret) ? undefined : shown;
  }

  /** Removes the resource with an id; undefined for an id that no path can hold. */
  remove(id: string, sender: LinkedSender): Result | undefined {
    return this.#sendById(this.#remove, id, sender);
  }

  /** Reads the resource with an id; undefined where the contract has no request for it, or no path can hold the id. */
  read(id: string, sender: LinkedSender): Result | undefined {
    return this.#sendById(this.#read, id, sender);
  }

  /** The id of the resource that a request removes; undefined for any other request. */
  removed({ method, path }: WireRequest): string | undefined {
    return method === this.#remove?.operation.method ? this.#remove.path.idIn(path) : undefined;
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
  list(query: Query, sender: LinkedSender): Result | undefined {
    if (!this.#list) return undefined;
    const { operation, lists } = this.#list;
    const required = operation.parameters.flatMap((one) => (one.required ? [one.name] : []));
    return this.#send(operation, query, {
      ...sender,
      send: (request) =>
        sender.send({ ...request, path: firstPage(request.path, lists.pages ?? {}, required) }),
    });
  }

  /** The request for the page behind an answered one; undefined where that was the last. */
  pageAfter(request: WireRequest, answer: Answer): WireRequest | undefined {
    return this.#list && nextPage(request, wholeJsonOf(answer), this.#list.lists);
  }

  #sendById(linked: LinkedById | undefined, key: string, sender: LinkedSender): Result | undefined {
    const own = this.#isNested ? ownId(key) : key;
    const path = linked?.path.of(linked.isNested ? key : own);
    if (linked === undefined || path === undefined) return undefined;
    return this.#send(
      linked.operation,
      { [linked.parameter]: own },
      linked.isNested ? at(path, sender) : sender,
    );
  }

  #send(operation: Operation, values: Query, sender: LinkedSender): Result | undefined {
    const request = own(own(this.#contract.linked, this.creator.id), operation.id);
    const contract = this.#contract;
    const send = (written: WireRequest) => {
      const asked = withRequiredQuery(contract, operation, written, sender.account);
      return sender.send(withRequiredBody(contract, operation, asked, sender.account));
    };
    return request && throughClient((options) => request(options, carried(values)), { ...sender, send });
  }

  /** The resources that an answer lists; undefined where it is no list. */
  listed(answer: Answer, secret: string): Shown[] | undefined {
    if (!this.#list || !isSuccess(answer.status)) return undefined;
    const { items, id } = this.#list.lists;
    const found = valueAt(wholeJsonOf(answer), items);
    if (!Array.isArray(found)) return undefined;
    return found.flatMap((item: unknown) => this.#shownAt(item, id, secret) ?? []);
  }
}

const ownId = (key: string): string => key.slice(key.lastIndexOf("/") + 1);

/** The sender of a request to a path that the client cannot fill in. */
const at = (path: string, sender: LinkedSender): LinkedSender => ({
  ...sender,
  send: (request) => sender.send({ ...request, path }),
});

/** The values as a request line carries them: half a character has no place in it (RFC 3986, section 2.5). */
const carried = (values: Query): Query =>
  Object.fromEntries(
    Object.entries(values).map(([name, text]) => [name, text.replace(/\p{Surrogate}/gu, "\ufffd")]),
  );
