import type { Json, JsonObject } from "../core/json.ts";
import { bare } from "../core/json.ts";
import type { Operation, Parameter, Schema, SchemaObject } from "./contract.ts";
import { parametersIn } from "./parameters.ts";
import type { DocPointer } from "./pointers.ts";
import { type ResolvedSchema, resolve, type Schemas } from "./schema.ts";

/** The members of a request that hold parameters. */
export const PARAMETER_MEMBERS = ["path", "query", "header"] as const satisfies readonly Parameter["in"][];

/** The members of a request in the order in which they are made and walked. */
export const REQUEST_MEMBERS = [...PARAMETER_MEMBERS, "body"] as const;

export type RequestMember = (typeof REQUEST_MEMBERS)[number];

/** The parameters of a request by their names in the document, those that are left out absent. */
export interface ParameterValues {
  readonly path: JsonObject;
  readonly query: JsonObject;
  readonly header: JsonObject;
}

/** A request as one instance of `requestSchema`; `body` is absent where none is sent. */
export interface RequestInstance extends ParameterValues {
  readonly body?: Json;
}

/** The one schema of an operation's requests: a closed object for each kind of parameters, and the body's own schema. */
export function requestSchema(operation: Operation): SchemaObject {
  const { requestBody } = operation;
  const { properties, required, ...closed } = parametersSchema(operation);
  return {
    ...closed,
    required: [...required, ...(requestBody?.required ? ["body"] : [])],
    properties: requestBody ? { ...properties, body: requestBody.schema } : properties,
  };
}

/** The schema of a request without its body. */
export const parametersSchema = (operation: Pick<Operation, "parameters">) => ({
  type: "object",
  required: PARAMETER_MEMBERS,
  properties: Object.fromEntries(
    PARAMETER_MEMBERS.map((member) => [member, memberSchema(parametersIn(operation, member))]),
  ),
  additionalProperties: false,
});

function memberSchema(parameters: readonly Parameter[]): SchemaObject {
  const properties = bare<Schema>();
  for (const { name, schema } of parameters) properties[name] = schema;
  return {
    type: "object",
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
    properties,
    additionalProperties: false,
  };
}

/** A condition on a request whose member meets one. */
export const inMember = (member: RequestMember, condition: Schema): SchemaObject => ({
  type: "object",
  required: [member],
  properties: { [member]: condition },
});

/** A condition on a request that looks at nothing but its body, which it must have. */
export const ofBody = (condition: Schema): SchemaObject => ({ properties: { body: condition } });

/** A member of the request's schema with where the document describes it; undefined for the body of a request that has none. */
export function describedMember(
  operation: Operation,
  member: RequestMember,
  schemas: Schemas,
): ResolvedSchema | undefined {
  const { requestBody, docs } = operation;
  const schema = requestSchema(operation).properties?.[member];
  if (member === "body") return requestBody && resolve(schema, requestBody.docs, schemas);
  const propertyPointers = new Map(
    parametersIn(operation, member).map(({ name, docs }): [string, DocPointer] => [name, `${docs}/schema`]),
  );
  return { ...resolve(schema, docs, schemas), propertyPointers };
}
