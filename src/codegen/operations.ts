import type { Operation, Schema } from "../contract/contract.ts";
import { PathTemplate } from "../contract/path-template.ts";
import { docPointer } from "../contract/pointers.ts";
import { SuiteError } from "../core/errors.ts";
import type { JsonObject } from "../core/json.ts";
import { bare, escapeToken, isObject, valueAt } from "../core/json.ts";
import { HTTP_METHODS, type OpenApiDocument } from "./document.ts";
import { checkSchema } from "./keywords.ts";
import { checkLinks } from "./links.ts";
import { checkQueries, readParameters } from "./parameters.ts";
import { entriesOf, listOf, operationError, type RawOperation, textOf } from "./raw-operation.ts";
import { readRequestBody } from "./request-body.ts";
import { readResponses } from "./responses.ts";
import { readProbe, readRule } from "./rules.ts";
import { readSecurity } from "./security.ts";
import { isSendablePath } from "./sendable.ts";

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

/** The component schemas, each checked. */
export function readSchemas(document: OpenApiDocument): { [name: string]: Schema } {
  const schemas = valueAt(document.root, "/components/schemas");
  for (const [name, schema] of entriesOf(schemas))
    checkSchema(document, schema, `#/components/schemas/${escapeToken(name)}`);
  return (isObject(schemas) ? schemas : {}) as { [name: string]: Schema };
}

class OperationReader {
  readonly #operation: RawOperation;
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
    this.#operation = { document, at: this.#at, raw };
  }

  read(): Operation {
    if (!isSendablePath(this.#path))
      throw this.#error(
        "",
        "no request has such a path; it must begin with / and hold no ?, # nor \\, no segment . or .., and no line break nor another control character",
      );
    const id = textOf(this.#raw.operationId);
    if (id === "") throw this.#error("", "an operation without operationId; give it one");
    const responses = readResponses(this.#operation);
    const operation: Mutable<Operation> = {
      id,
      method: this.#method.toUpperCase(),
      path: this.#path,
      server:
        textOf(valueAt(this.#raw, "/servers/0/url")) ||
        textOf(valueAt(this.#document.root, "/servers/0/url")),
      ...(typeof this.#raw["x-document"] === "string" ? { document: this.#raw["x-document"] } : {}),
      summary: textOf(this.#raw.summary, id),
      docs: docPointer(this.#at),
      ...this.#safety(responses.links),
      parameters: this.#parameters(),
      responses: responses.contracts,
      responseExamples: responses.examples,
      links: responses.links,
      rules: listOf(this.#raw["x-rules"]).map((rule, index) => readRule(this.#operation, rule, index)),
      probes: listOf(this.#raw["x-probes"]).map((probe, index) => readProbe(this.#operation, probe, index)),
    };
    const security = readSecurity(this.#operation);
    if (security) operation.security = security;
    const requestBody = readRequestBody(this.#operation);
    if (requestBody) operation.requestBody = requestBody;
    return operation;
  }

  /** @throws SuiteError where it is safe and yet makes what its answer links to */
  #safety(links: Operation["links"]): Pick<Operation, "safe"> {
    const safe = this.#raw["x-safe"];
    if (safe === undefined || safe === false) return {};
    if (safe !== true) throw this.#error("", "x-safe: expected true");
    if (links.length === 0) return { safe };
    throw this.#error("", "x-safe: it makes nothing, and its answer links to what it has made; keep one");
  }

  /** @throws SuiteError for a path that names a parameter which is not declared: no request could be written */
  #parameters(): Operation["parameters"] {
    const declared = readParameters(this.#document, this.#item.parameters, this.#raw.parameters, this.#at);
    const lost = new PathTemplate(this.#path).names.find(
      (named) => !declared.some(({ in: where, name }) => where === "path" && name === named),
    );
    if (lost === undefined) return declared;
    throw this.#error("", `the path names a parameter "${lost}" that is not declared; declare it`);
  }

  #error(below: string, message: string): SuiteError {
    return operationError(this.#operation, below, message);
  }
}
