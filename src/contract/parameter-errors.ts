import { escapeToken, tokensOf } from "../core/json.ts";
import type { Parameter, SchemaError } from "./contract.ts";
import type { DocumentedOperation } from "./documented-operation.ts";
import { listedTexts } from "./parameters.ts";
import type { ParameterValues } from "./request-schema.ts";

/** One way in which a parameter of a request breaks its schema. */
export interface ParameterError {
  readonly parameter: Parameter;
  readonly keyword: string;
  /** The schema's demand, as the end of a sentence that begins with the parameter: `is missing`. */
  readonly message: string;
}

/** Every way in which the parameters of a request break their schemas; none where they are valid. */
export const parameterErrors = (
  { operation, parameters }: DocumentedOperation,
  values: ParameterValues,
): ParameterError[] =>
  (parameters?.validate(values) ?? []).flatMap((error) => {
    const [member, name] = tokensOf(locationOf(error));
    const parameter = operation.parameters.find(
      (declared) => declared.in === member && declared.name === name,
    );
    return parameter
      ? [{ parameter, keyword: error.keyword, message: messageOf(error, listedTexts(parameter)) }]
      : [];
  });

const locationOf = ({ keyword, instancePath, params }: SchemaError): string =>
  keyword === "required" ? `${instancePath}/${escapeToken(String(params.missingProperty))}` : instancePath;

function messageOf({ keyword, message }: SchemaError, listed: readonly string[]): string {
  if (keyword === "required") return "is missing";
  return listed.length > 0 ? `must be one of ${listed.join(", ")}` : (message ?? `breaks ${keyword}`);
}
