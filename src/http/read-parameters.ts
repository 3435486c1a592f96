import type { Operation, Parameter } from "../contract/contract.ts";
import { parametersIn, parameterText } from "../contract/parameters.ts";
import { decodedSegment, PathTemplate } from "../contract/path-template.ts";
import type { ParameterValues } from "../contract/request-schema.ts";
import { resolve, type Schemas, typesOf } from "../contract/schema.ts";
import type { Json, JsonObject } from "../core/json.ts";
import { parsed, setOwn } from "../core/json.ts";

import type { WireRequest } from "./exchange.ts";

/** The texts that a request has under a parameter's name: none where it is left out, several of a query parameter given again. */
export type ParameterTexts = (parameter: Parameter) => readonly string[];

/** Reads the parameters of a request from its path, query and headers. */
export function requestParameters(
  operation: Operation,
  { path, headers }: Pick<WireRequest, "path" | "headers">,
  schemas: Schemas,
): ParameterValues {
  const [segments = "", ...query] = path.split("?");
  const template = new PathTemplate(operation.path);
  const ofPath = template.segmentsIn(segments) ?? [];
  const ofQuery = new URLSearchParams(query.join("?"));
  const textsOf = ({ in: member, name }: Parameter): string[] => {
    if (member === "query") return ofQuery.getAll(name);
    if (member === "header") return [headers[name.toLowerCase()] ?? []].flat();
    return [ofPath[template.names.indexOf(name)] ?? []].flat().map(decodedSegment);
  };
  return readParameters(operation, textsOf, schemas);
}

/** Reads the parameters of a request, the other way round from `writeRequest`; a text that fits no type stays a text. */
export function readParameters(
  operation: Operation,
  texts: ParameterTexts,
  schemas: Schemas,
): ParameterValues {
  const member = (where: Parameter["in"]): JsonObject => {
    const values: JsonObject = {};
    for (const parameter of parametersIn(operation, where)) {
      const found = texts(parameter);
      if (found.length > 0) setOwn(values, parameter.name, readValue(parameter, found, schemas));
    }
    return values;
  };
  return { path: member("path"), query: member("query"), header: member("header") };
}

function readValue(parameter: Parameter, texts: readonly string[], schemas: Schemas): Json {
  const { schema } = resolve(parameter.schema, parameter.docs, schemas);
  if (!typesOf(schema).includes("array")) return single(schema, texts.at(-1) ?? "", schemas);
  const items = parameter.in === "query" ? texts : texts.flatMap((text) => text.split(","));
  return items.map((text) => single(schema.items ?? true, text, schemas));
}

/** The listed value of this text, else the value of a type that the schema names. */
function single(given: Parameter["schema"], text: string, schemas: Schemas): Json {
  const { schema } = resolve(given, "", schemas);
  const listed = schema.const === undefined ? (schema.enum ?? []) : [schema.const];
  const value = listed.find((member) => parameterText(member) === text);
  if (value !== undefined) return value;
  const types = typesOf(schema);
  const json = parsed(text);
  if (typeof json === "number" && (types.includes("number") || types.includes("integer"))) return json;
  if (typeof json === "boolean" && types.includes("boolean")) return json;
  return text === "" && types.includes("null") ? null : text;
}
