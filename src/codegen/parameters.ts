import type { Operation, Parameter, Schema } from "../contract/contract.ts";
import { parameterStyle } from "../contract/parameter-style.ts";
import { listedTexts } from "../contract/parameters.ts";
import { docPointer } from "../contract/pointers.ts";
import { SuiteError } from "../core/errors.ts";
import type { Json, JsonObject } from "../core/json.ts";
import { isObject } from "../core/json.ts";
import { deref, type OpenApiDocument } from "./document.ts";
import { checkSchema } from "./keywords.ts";
import { textOf } from "./raw-operation.ts";
import { isHeaderName, isHeaderValue } from "./sendable.ts";

/** The style in which a parameter is written by default, the only one that is supported (OpenAPI 3.1, Parameter Object, `style`). */
const STYLES: { readonly [In in Parameter["in"]]: string } = {
  path: "simple",
  query: "form",
  header: "simple",
};

/** Headers that are no parameters, whatever the document says (OpenAPI 3.1, Parameter Object, `in`). */
const OTHERWISE_SET = ["accept", "content-type", "authorization"];

/**
 * The parameters of an operation in the document's order, those of its path first; one that names another again replaces it.
 * An optional one that cannot be written out is left out, and so never sent.
 * @param at JSON pointer to the operation
 * @throws SuiteError for a required one that cannot be written out, and where a schema is not supported
 */
export function readParameters(
  document: OpenApiDocument,
  ofPath: Json | undefined,
  ofOperation: Json | undefined,
  at: string,
): readonly Parameter[] {
  const parameters = new Map<string, Parameter>();
  for (const { raw, place } of [...listedIn(ofPath, parentOf(at)), ...listedIn(ofOperation, at)]) {
    const { value, at: docs } = deref(document, raw, place);
    const where = textOf(value.in);
    const name = textOf(value.name);
    if (where === "header" && OTHERWISE_SET.includes(name.toLowerCase())) continue;
    const why = unsupported(value, where, name);
    if (why !== undefined && value.required !== true && where !== "path") continue;
    if (why !== undefined) throw new SuiteError(`${document.name}${place}: ${why}`);
    const schema = value.schema ?? true;
    checkSchema(document, schema, `${docs}/schema`);
    const parameter: Parameter = {
      in: where as Parameter["in"],
      name,
      required: where === "path" || value.required === true,
      schema: schema as Schema,
      docs: docPointer(docs),
    };
    if (!isSendable(parameter))
      throw new SuiteError(
        `${document.name}${place}: the header ${JSON.stringify(name)} or a value of it is one that no request carries`,
      );
    parameters.set(`${where} ${where === "header" ? name.toLowerCase() : name}`, parameter);
  }
  return [...parameters.values()];
}

const listedIn = (list: Json | undefined, at: string): { readonly raw: Json; readonly place: string }[] =>
  (Array.isArray(list) ? list : []).map((raw, index) => ({ raw, place: `${at}/parameters/${index}` }));

const parentOf = (pointer: string): string => pointer.slice(0, pointer.lastIndexOf("/"));

/** The reason why a parameter cannot be written out; undefined where it can. */
function unsupported(value: JsonObject, where: string, name: string): string | undefined {
  if (!Object.hasOwn(STYLES, where))
    return `unsupported required parameter "${name}" in ${where}; supported are header, path and query`;
  const style = STYLES[where as Parameter["in"]];
  if (value.style !== undefined && value.style !== style)
    return `unsupported style "${textOf(value.style)}" of the parameter "${name}"; supported in ${where} is ${style}`;
  const isList = isObject(value.schema) && value.schema.type === "array";
  if (isList && parameterStyle(where, value).explode !== parameterStyle(where).explode)
    return `unsupported explode of the parameter "${name}"; supported in ${where} is ${parameterStyle(where).explode}`;
  if (value.content !== undefined)
    return `the parameter "${name}" has a content, which is unsupported; give it a schema`;
  if (isObject(value.schema) && value.schema.type === "object")
    return `the parameter "${name}" is an object, which is unsupported`;
  return undefined;
}

/** True for a header that a request can carry, with each of its listed values. */
const isSendable = (parameter: Parameter): boolean =>
  parameter.in !== "header" || (isHeaderName(parameter.name) && listedTexts(parameter).every(isHeaderValue));

/** @throws SuiteError where an operation that a link leads to needs a query parameter that no link fills in. */
export function checkQueries(document: OpenApiDocument, operations: readonly Operation[]): void {
  const links = operations.flatMap((operation) => operation.links);
  for (const { id, docs, parameters } of operations) {
    const filled = links.filter(({ operationId }) => operationId === id).map(({ query = {} }) => query);
    if (filled.length === 0) continue;
    const lost = parameters.find(
      (parameter) =>
        parameter.in === "query" &&
        parameter.required &&
        !filled.some((query) => Object.hasOwn(query, parameter.name)),
    );
    if (lost !== undefined)
      throw new SuiteError(
        `${document.name}${docs}: unsupported required parameter "${lost.name}" in query; supported are header and path, and query where a link fills it in with $request.body#/…`,
      );
  }
}
