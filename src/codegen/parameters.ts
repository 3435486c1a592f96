import type { Operation, Parameter, ParameterStyle, Schema } from "../contract/contract.ts";
import { knownQuery } from "../contract/known-query.ts";
import type { ListPages } from "../contract/list-pointers.ts";
import { listedTexts } from "../contract/parameters.ts";
import { docPointer } from "../contract/pointers.ts";
import type { Schemas } from "../contract/schema.ts";
import { SuiteError } from "../core/errors.ts";
import type { Json, JsonObject } from "../core/json.ts";
import { escapeToken, isObject, valueAt } from "../core/json.ts";
import { deref, type OpenApiDocument } from "./document.ts";
import { checkSchema } from "./keywords.ts";
import { entriesOf, textOf } from "./raw-operation.ts";
import { isHeaderName, isHeaderValue, isJsonMediaType } from "./sendable.ts";

/** The styles in which a parameter of each place may be written (OpenAPI 3.1, Parameter Object, `style`), the default first. */
const STYLES: { readonly [In in Parameter["in"]]: readonly ParameterStyle[] } = {
  path: ["simple"],
  query: ["form", "spaceDelimited", "pipeDelimited", "deepObject"],
  header: ["simple"],
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
    const parameter = readParameter(document, raw, place);
    if (parameter === undefined) continue;
    const { in: where, name } = parameter;
    parameters.set(`${where} ${where === "header" ? name.toLowerCase() : name}`, parameter);
  }
  return [...parameters.values()];
}

/** The parameter at a place; undefined where it is set otherwise, or left out. */
function readParameter(document: OpenApiDocument, raw: Json, place: string): Parameter | undefined {
  const { value, at: docs } = deref(document, raw, place);
  const where = textOf(value.in);
  const name = textOf(value.name);
  if (where === "header" && OTHERWISE_SET.includes(name.toLowerCase())) return undefined;
  const style = styleOf(value, where);
  if (typeof style === "string") {
    if (value.required !== true && where !== "path") return undefined;
    throw new SuiteError(`${document.name}${place}: ${style} of the parameter "${name}"`);
  }
  const [schema, below] = schemaOf(value);
  checkSchema(document, schema, `${docs}${below}`);
  const parameter: Parameter = {
    in: where as Parameter["in"],
    name,
    required: where === "path" || value.required === true,
    ...style,
    schema: schema as Schema,
    docs: docPointer(docs),
  };
  if (isSendable(parameter)) return parameter;
  throw new SuiteError(
    `${document.name}${place}: the header ${JSON.stringify(name)} or a value of it is one that no request carries`,
  );
}

const listedIn = (list: Json | undefined, at: string): { readonly raw: Json; readonly place: string }[] =>
  (Array.isArray(list) ? list : []).map((raw, index) => ({ raw, place: `${at}/parameters/${index}` }));

const parentOf = (pointer: string): string => pointer.slice(0, pointer.lastIndexOf("/"));

/** Style and explode where they are not what the place has by default; the reason where they are not supported. */
function styleOf(value: JsonObject, where: string): Pick<Parameter, "style" | "explode"> | string {
  if (!Object.hasOwn(STYLES, where)) return `unsupported place in ${where}`;
  const [type] = entriesOf(value.content)[0] ?? [];
  if (type !== undefined) return isJsonMediaType(type) ? { style: "json" } : `unsupported content ${type}`;
  return readStyle(value, where as Parameter["in"]);
}

/** Style and explode of a parameter or an encoding where they differ from the default; the reason where they are not supported. */
export function readStyle(
  { style, explode }: JsonObject,
  where: Parameter["in"],
): Pick<Parameter, "style" | "explode"> | string {
  const known = STYLES[where];
  const found = style === undefined ? known[0] : known.find((one) => one === style);
  if (found === undefined)
    return `unsupported style "${textOf(style)}" (supported in ${where}: ${known.join(", ")})`;
  const isExploded = found === "form" || found === "deepObject";
  return {
    ...(found === known[0] ? {} : { style: found }),
    ...(typeof explode !== "boolean" || explode === isExploded ? {} : { explode }),
  };
}

/** The schema of a parameter, and the pointer from the parameter to it. */
function schemaOf(value: JsonObject): readonly [schema: Json, below: string] {
  const [type, media] = entriesOf(value.content)[0] ?? [];
  if (type === undefined) return [value.schema ?? true, "/schema"];
  return [isObject(media) ? (media.schema ?? true) : true, `/content/${escapeToken(type)}/schema`];
}

/** True for a header that a request can carry, with each of its listed values. */
const isSendable = (parameter: Parameter): boolean =>
  parameter.in !== "header" || (isHeaderName(parameter.name) && listedTexts(parameter).every(isHeaderValue));

/** The parameters that ask for a page, by their names. */
const pageNames = ({ size, page, offset }: ListPages = {}): { readonly [name: string]: string } =>
  Object.fromEntries([size, page, offset].flatMap((name) => (name === undefined ? [] : [[name, name]])));

/** @throws SuiteError where an operation that a link leads to needs a query parameter that neither a link nor its schema tells. */
export function checkQueries(document: OpenApiDocument, operations: readonly Operation[]): void {
  const links = operations.flatMap((operation) => operation.links);
  const schemas = valueAt(document.root, "/components/schemas");
  for (const operation of operations) {
    const { id, docs, parameters } = operation;
    const filled = links
      .filter(({ operationId }) => operationId === id)
      .map(({ query = {}, lists }) => ({ ...query, ...pageNames(lists?.pages) }));
    if (filled.length === 0) continue;
    const ofItself = knownQuery(operation, (isObject(schemas) ? schemas : {}) as Schemas);
    const lost = parameters.find(
      (parameter) =>
        parameter.in === "query" &&
        parameter.required &&
        !ofItself.includes(parameter.name) &&
        !filled.some((query) => Object.hasOwn(query, parameter.name)),
    );
    if (lost !== undefined)
      throw new SuiteError(
        `${document.name}${docs}: unsupported required parameter "${lost.name}" in query; supported are header and path, and query where a link fills it in with $request.body#/…, where it has one value alone, or where x-binding names the variable that holds it`,
      );
  }
}
