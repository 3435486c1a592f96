import type { Operation, Parameter } from "../contract/contract.ts";
import { parametersIn } from "../contract/parameters.ts";
import { decodedSegment, PathTemplate } from "../contract/path-template.ts";
import type { ParameterValues } from "../contract/request-schema.ts";
import type { Schemas } from "../contract/schema.ts";
import type { Json, JsonObject } from "../core/json.ts";
import { setOwn } from "../core/json.ts";
import type { WireRequest } from "./exchange.ts";
import type { Pair } from "./parameter-styles.ts";
import { queryValue, simpleValue } from "./read-values.ts";

/** The texts of a request that parameters stand in, decoded. */
export interface ParameterTexts {
  /** A segment of the path by the name of its parameter; undefined where there is none. */
  path(name: string): string | undefined;
  readonly query: readonly Pair[];
  /** A header by its name; undefined where it is left out. */
  header(name: string): string | undefined;
}

/** Reads the parameters of a request from its path, query and headers. */
export function requestParameters(
  operation: Operation,
  { path, headers }: Pick<WireRequest, "path" | "headers">,
  schemas: Schemas,
): ParameterValues {
  const [segments = "", ...query] = path.split("?");
  const template = new PathTemplate(operation.path);
  const ofPath = template.segmentsIn(segments) ?? [];
  const texts: ParameterTexts = {
    path(name) {
      const segment = ofPath[template.names.indexOf(name)];
      return segment === undefined ? undefined : decodedSegment(segment);
    },
    query: [...new URLSearchParams(query.join("?"))],
    header: (name) => headers[name.toLowerCase()],
  };
  return readParameters(operation, texts, schemas);
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
      const value = valueIn(parameter, texts, schemas);
      if (value !== undefined) setOwn(values, parameter.name, value);
    }
    return values;
  };
  return { path: member("path"), query: member("query"), header: member("header") };
}

function valueIn(parameter: Parameter, texts: ParameterTexts, schemas: Schemas): Json | undefined {
  const { in: where, name, schema } = parameter;
  if (where === "query") return queryValue(name, schema, texts.query, parameter, schemas);
  const text = where === "path" ? texts.path(name) : texts.header(name);
  return text === undefined ? undefined : simpleValue(schema, text, parameter, schemas);
}
