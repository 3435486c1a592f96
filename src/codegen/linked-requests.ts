import type { Link, Operation, Schema } from "../contract/contract.ts";
import { listedTexts, parametersIn } from "../contract/parameters.ts";
import { isObject } from "../core/json.ts";
import { literal, propertyKey } from "./literal.ts";

type Operations = { readonly [id: string]: Operation };

/** The requests that the document's links lead to, as calls of the generated client. */
export function emitLinkedRequests(operations: Operations): string {
  const tables = Object.values(operations)
    .filter(({ links }) => links.length > 0)
    .map(({ id, links }) => {
      const requests = [...byOperation(links)].map(([linkedId, names]) => {
        const linked = operations[linkedId];
        return linked ? `    ${propertyKey(linkedId)}: ${emitRequest(linked, names)},\n` : "";
      });
      return `  ${propertyKey(id)}: {\n${requests.join("")}  },\n`;
    });
  return `/** The requests to what operations create, as their links tell: by the creating operation, then by the linked one. */
export const linked = {
${tables.join("")}};
`;
}

/** The names of the parameters that links fill in, by the operation that they lead to. */
function byOperation(links: readonly Link[]): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>();
  for (const { operationId, parameters, query = {} } of links) {
    const known = names.get(operationId) ?? new Set();
    names.set(operationId, known);
    for (const name of [...Object.keys(parameters), ...Object.keys(query)]) known.add(name);
  }
  return names;
}

function emitRequest(operation: Operation, names: ReadonlySet<string>): string {
  const inPath = parametersIn(operation, "path")
    .map(({ name }) => name)
    .filter((name) => names.has(name));
  const inQuery = [...names].filter((name) => !inPath.includes(name));
  const table = (kind: string, own: readonly string[]): string[] => {
    const members = own.map((name) => `${propertyKey(name)}: ${parameterValue(operation, name)}`);
    return own.length === 0 ? [] : [`${kind}: { ${members.join(", ")} }`];
  };
  const tables = [...table("path", inPath), ...table("query", inQuery)].join(", ");
  // Links may leave out a parameter that their operation needs: the endpoint's answer tells then.
  const params = needs(operation).every((name) => names.has(name))
    ? `{ ${tables} }`
    : `{ ${tables} } as never`;
  // A link fills in no body; whoever changes what was made sends it in a way of its own.
  const init = `{ params: ${params}, parseAs: "stream" }${operation.requestBody ? " as never" : ""}`;
  const types = [...names].map((name) => `${propertyKey(name)}: string`).join("; ");
  return `(options: ClientOptions, ${names.size === 0 ? "_values: object" : `values: { ${types} }`}) =>
      createClient(options).${operation.method}(${literal(operation.path)}, ${init})`;
}

/** The parameters without which no request is whole, and which the client does not set. */
const needs = ({ parameters }: Operation): string[] =>
  parameters
    .filter(
      (parameter) => parameter.required && !(parameter.in === "header" && listedTexts(parameter).length > 0),
    )
    .map(({ name }) => name);

/** A value comes out of a body as text, which is the type of most parameters. */
function parameterValue(operation: Operation, name: string): string {
  const value = `values[${literal(name)}]`;
  return isText(operation, name) ? value : `${value} as never`;
}

/** True for a parameter that may be any text. */
function isText({ parameters }: Operation, name: string): boolean {
  const schemas = parameters.filter((parameter) => parameter.name === name).map(({ schema }) => schema);
  const isAnyText = (schema: Schema): boolean =>
    isObject(schema) && schema.type === "string" && !("enum" in schema) && !("const" in schema);
  return schemas.length > 0 && schemas.every(isAnyText);
}
