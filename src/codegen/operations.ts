import type { Link, Operation, Probe, ResponseContract, Rule, Schema } from "../contract/contract.ts";
import { type DocPointer, docPointer } from "../contract/pointers.ts";
import { SuiteError } from "../core/errors.ts";
import type { Json, JsonObject } from "../core/json.ts";
import { bare, escapeToken, isObject, valueAt } from "../core/json.ts";
import { deref, HTTP_METHODS, type OpenApiDocument } from "./document.ts";
import { checkSchema } from "./keywords.ts";
import { checkQueries, readParameters } from "./parameters.ts";
import { isJsonMediaType, isSendablePath } from "./sendable.ts";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Every operation of the document with an id, references to parameters and responses followed, schemas checked. */
export function readOperations(document: OpenApiDocument): { [id: string]: Operation } {
  const operations = bare<Operation>();
  for (const [path, item] of entriesOf(document.root.paths)) {
    if (!isObject(item)) continue;
    for (const method of HTTP_METHODS) {
      const found = item[method];
      if (!isObject(found)) continue;
      const operation = new OperationReader(document, path, method, item, found).read();
      if (Object.hasOwn(operations, operation.id))
        throw new SuiteError(
          `${document.name}${operation.docs}: operationId "${operation.id}" is taken by ${operations[operation.id]?.docs}; each needs its own`,
        );
      operations[operation.id] = operation;
    }
  }
  for (const operation of Object.values(operations)) checkLinks(document, operation, operations);
  checkQueries(document, Object.values(operations));
  return operations;
}

/** @throws SuiteError where a link leads to no operation of the document. */
function checkLinks(document: OpenApiDocument, { docs, links }: Operation, operations: object): void {
  const lost = links.find(({ operationId }) => !Object.hasOwn(operations, operationId));
  if (lost)
    throw new SuiteError(
      `${document.name}${docs}: a link leads to the operation "${lost.operationId}", which the document does not have`,
    );
}

/** The component schemas, each checked. */
export function readSchemas(document: OpenApiDocument): { [name: string]: Schema } {
  const schemas = valueAt(document.root, "/components/schemas");
  for (const [name, schema] of entriesOf(schemas))
    checkSchema(document, schema, `#/components/schemas/${escapeToken(name)}`);
  return (isObject(schemas) ? schemas : {}) as { [name: string]: Schema };
}

const entriesOf = (value: unknown): [string, Json][] => (isObject(value) ? Object.entries(value) : []);
const textOf = (value: unknown, fallback = ""): string => (typeof value === "string" ? value : fallback);
const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value : []);

class OperationReader {
  readonly #document: OpenApiDocument;
  readonly #path: string;
  readonly #method: string;
  readonly #item: JsonObject;
  readonly #raw: JsonObject;
  readonly #at: string;

  constructor(document: OpenApiDocument, path: string, method: string, item: JsonObject, raw: JsonObject) {
    this.#document = document;
    this.#path = path;
    this.#method = method;
    this.#item = item;
    this.#raw = raw;
    this.#at = `#/paths/${escapeToken(path)}/${method}`;
  }

  read(): Operation {
    if (!isSendablePath(this.#path))
      throw this.#error(
        "",
        "no request has such a path; it must begin with / and hold no line break nor another control character",
      );
    const id = textOf(this.#raw.operationId);
    if (id === "") throw this.#error("", "an operation without operationId; give it one");
    const responses = this.#responses();
    const operation: Mutable<Operation> = {
      id,
      method: this.#method.toUpperCase(),
      path: this.#path,
      server: textOf(valueAt(this.#document.root, "/servers/0/url")),
      summary: textOf(this.#raw.summary, id),
      docs: docPointer(this.#at),
      parameters: readParameters(this.#document, this.#item.parameters, this.#raw.parameters, this.#at),
      responses: responses.contracts,
      responseExamples: responses.examples,
      links: responses.links,
      rules: listOf(this.#raw["x-rules"]).map((rule, index) => this.#rule(rule, index)),
      probes: listOf(this.#raw["x-probes"]).map((probe, index) => this.#probe(probe, index)),
    };
    const security = this.#security();
    if (security) operation.security = security;
    const requestBody = this.#requestBody();
    if (requestBody) operation.requestBody = requestBody;
    return operation;
  }

  #error(below: string, message: string): SuiteError {
    return new SuiteError(`${this.#document.name}${this.#at}${below}: ${message}`);
  }

  #security(): Operation["security"] {
    const wanted = listOf(this.#raw.security ?? this.#document.root.security)[0];
    const name = isObject(wanted) ? Object.keys(wanted)[0] : undefined;
    if (name === undefined) return undefined;
    const docs: DocPointer = `#/components/securitySchemes/${escapeToken(name)}`;
    const { value } = deref(this.#document, { $ref: docs }, `${this.#at}/security`);
    if (value.type !== "http" || textOf(value.scheme).toLowerCase() !== "bearer") {
      throw this.#error(
        "/security",
        `unsupported security scheme "${name}"; supported is type http, scheme bearer`,
      );
    }
    const scopes = isObject(wanted) ? listOf(wanted[name]).map((scope) => textOf(scope)) : [];
    return { scheme: "Bearer", description: textOf(value.description), scopes, docs };
  }

  #requestBody(): Operation["requestBody"] {
    if (this.#raw.requestBody === undefined) return undefined;
    const { value, at } = deref(this.#document, this.#raw.requestBody, `${this.#at}/requestBody`);
    const [mediaType, media] = this.#json(value, at) ?? [];
    if (mediaType === undefined || media === undefined)
      throw this.#error("/requestBody", "a request body that is not JSON is unsupported");
    const below = `${at}/content/${escapeToken(mediaType)}`;
    checkSchema(this.#document, media.schema, `${below}/schema`);
    const examples = entriesOf(media.examples).map(
      ([name, one]) => [name, valueAt(one, "/value") as Json] as const,
    );
    return {
      mediaType,
      required: value.required === true,
      schema: media.schema as Schema,
      examples: Object.fromEntries(examples.filter(([, example]) => example !== undefined)),
      docs: docPointer(`${below}/schema`),
    };
  }

  /** The first JSON media type of a `content` object. */
  #json(holder: JsonObject, at: string): [string, JsonObject] | undefined {
    const content = entriesOf(holder.content);
    const found = content.find(([type]) => isJsonMediaType(type));
    if (found === undefined && content.length > 0)
      throw this.#error(
        "",
        `${at} has no JSON media type; found ${content.map(([type]) => type).join(", ")}`,
      );
    return found && isObject(found[1]) ? [found[0], found[1]] : undefined;
  }

  #responses(): {
    contracts: { [status: string]: ResponseContract };
    examples: { [status: string]: Json };
    links: Link[];
  } {
    const contracts: { [status: string]: ResponseContract } = {};
    const examples: { [status: string]: Json } = {};
    const links: Link[] = [];
    for (const [status, response] of entriesOf(this.#raw.responses)) {
      const { value, at } = deref(this.#document, response, `${this.#at}/responses/${status}`);
      if (!/^[1-5]\d\d$/.test(status))
        throw this.#error(
          `/responses/${status}`,
          `unsupported status "${status}"; write each documented status out`,
        );
      const contract: Mutable<ResponseContract> = {
        description: textOf(value.description),
        docs: docPointer(at),
      };
      const [mediaType, media] = this.#json(value, at) ?? [];
      if (mediaType !== undefined && media?.schema !== undefined) {
        const docs = `${at}/content/${escapeToken(mediaType)}/schema`;
        checkSchema(this.#document, media.schema, docs);
        Object.assign(contract, { mediaType, schema: media.schema, docs });
        const example = entriesOf(media.examples).map(([, one]) => valueAt(one, "/value") as Json)[0];
        if (example !== undefined) examples[status] = example;
      }
      contracts[status] = contract;
      if (status.startsWith("2"))
        links.push(...entriesOf(value.links).map(([name, link]) => this.#link(name, link, at)));
    }
    return { contracts, examples, links };
  }

  #link(name: string, raw: Json, at: string): Link {
    const { value } = deref(this.#document, raw, `${at}/links/${escapeToken(name)}`);
    const [parameters, query] = [bare<string>(), bare<string>()];
    for (const [parameter, expression] of entriesOf(value.parameters)) {
      const [, from, pointer] = /^\$(request|response)\.body#(\/.*)$/.exec(textOf(expression)) ?? [];
      if (pointer === undefined)
        throw this.#error(
          "",
          `link ${name}: unsupported expression ${JSON.stringify(expression)}; supported are $response.body#/… and $request.body#/…`,
        );
      (from === "request" ? query : parameters)[parameter] = pointer;
    }
    const lists = this.#lists(name, value["x-lists"]);
    return {
      operationId: textOf(value.operationId),
      parameters,
      ...(Object.keys(query).length > 0 ? { query } : {}),
      ...(lists ? { lists } : {}),
    };
  }

  #lists(link: string, raw: Json | undefined): Link["lists"] {
    if (raw === undefined) return undefined;
    const { items, id } = isObject(raw) ? raw : {};
    const isPointer = (value: Json | undefined): value is string =>
      typeof value === "string" && value.startsWith("/");
    if (isPointer(items) && isPointer(id)) return { items, id };
    throw this.#error("", `link ${link}: x-lists needs two JSON pointers, items and id`);
  }

  #rule(raw: Json, index: number): Rule {
    const at = `/x-rules/${index}`;
    const { id, sentence, docs } = this.#sentence(raw, at);
    const rule = raw as JsonObject;
    if (rule.keeps === undefined && rule.breaks === undefined)
      throw this.#error(at, `rule ${id} has neither keeps nor breaks`);
    for (const part of ["keeps", "breaks"]) {
      if (rule[part] !== undefined)
        checkSchema(this.#document, rule[part], `${this.#at}${at}/${part}`, "rule");
    }
    const keeps = (rule.keeps ?? { not: rule.breaks }) as Schema;
    const breaks = (rule.breaks ?? { not: rule.keeps }) as Schema;
    return { id, sentence, docs, keeps, breaks };
  }

  #probe(raw: Json, index: number): Probe {
    const at = `/x-probes/${index}`;
    const read = this.#sentence(raw, at);
    checkSchema(this.#document, (raw as JsonObject).schema, `${this.#at}${at}/schema`, "rule");
    return { ...read, schema: (raw as JsonObject).schema as Schema };
  }

  #sentence(raw: Json, at: string): { id: string; sentence: string; docs: DocPointer } {
    const value = isObject(raw) ? raw : {};
    const [id, sentence, docs] = [textOf(value.id), textOf(value.sentence), textOf(value.docs)];
    if (id === "" || sentence === "") throw this.#error(at, "expected id and sentence");
    if (valueAt(this.#document.root, docs.slice(1)) === undefined)
      throw this.#error(at, `docs ${docs} leads nowhere; it must point at the place that states it`);
    return { id, sentence, docs: docPointer(docs) };
  }
}
