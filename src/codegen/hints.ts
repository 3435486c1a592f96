import type { Operation, ResponseContract, Schema } from "../contract/contract.ts";
import { isObject } from "../core/json.ts";
import { ONE_SCHEMA, SCHEMA_LIST, SCHEMA_MAP } from "./keywords.ts";

/** Keywords of schemas that only code generation reads. */
const HINTS = new Set(["x-faker", "x-source"]);

type Schemas = { readonly [name: string]: Schema };

/** The schemas as they stand in the table: what only code generation reads is left out of each, but of no data in it. */
export const hintFreeSchemas = (schemas: Schemas): Schemas => each(schemas, hintFree);

/** The operations as they stand in the table. */
export const hintFreeOperations = (operations: {
  readonly [id: string]: Operation;
}): { readonly [id: string]: Operation } =>
  each(operations, (operation) => {
    const { parameters, requestBody, responses, rules, probes } = operation;
    return {
      ...operation,
      parameters: parameters.map((parameter) => ({ ...parameter, schema: hintFree(parameter.schema) })),
      ...(requestBody && { requestBody: { ...requestBody, schema: hintFree(requestBody.schema) } }),
      responses: each(responses, hintFreeResponse),
      rules: rules.map((rule) => ({ ...rule, keeps: hintFree(rule.keeps), breaks: hintFree(rule.breaks) })),
      probes: probes.map((probe) => ({ ...probe, schema: hintFree(probe.schema) })),
    };
  });

const hintFreeResponse = (response: ResponseContract): ResponseContract =>
  response.schema === undefined ? response : { ...response, schema: hintFree(response.schema) };

const each = <T>(table: { readonly [name: string]: T }, change: (value: T) => T): { [name: string]: T } =>
  Object.fromEntries(Object.entries(table).map(([name, value]) => [name, change(value)]));

function hintFree(schema: Schema): Schema {
  if (!isObject(schema)) return schema;
  const members = Object.entries(schema as { [keyword: string]: unknown })
    .filter(([keyword]) => !HINTS.has(keyword))
    .map(([keyword, member]) => [keyword, below(keyword, member)] as const);
  return Object.fromEntries(members) as Schema;
}

function below(keyword: string, member: unknown): unknown {
  if (ONE_SCHEMA.includes(keyword)) return hintFree(member as Schema);
  if (SCHEMA_LIST.includes(keyword) && Array.isArray(member)) return member.map((value) => hintFree(value));
  if (SCHEMA_MAP.includes(keyword) && isObject(member)) return each(member as Schemas, hintFree);
  return member;
}
