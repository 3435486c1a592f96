import type { Contract, Operation, Schema } from "../contract/contract.ts";
import type { Json } from "../core/json.ts";
import { isObject } from "../core/json.ts";
import type { Answer } from "../http/exchange.ts";
import type { Flatten } from "./flatten-schema.ts";
import { jsonAnswer } from "./json-answer.ts";
import { fillRequired, sampleAnswer } from "./sample-value.ts";
import { dropUndeclared } from "./shape-value.ts";

/** An operation's answer to a successful request: its first documented 2xx. */
export interface Success {
  readonly status: number;
  /** Absent where the document promises no body. */
  readonly schema?: Schema;
  /** The body where no request body shapes it: the documented example if it is valid, else a sample of the schema. */
  readonly fixed: Answer;
}

/** The operation's answer to a successful request; 200 without a body where no 2xx is documented. */
export function successOf(contract: Contract, flatten: Flatten, operation: Operation): Success {
  const status = Object.keys(operation.responses).find((code) => /^2\d\d$/.test(code)) ?? "200";
  const schema = operation.responses[status]?.schema;
  if (schema === undefined) {
    return { status: Number(status), fixed: { status: Number(status), headers: {}, text: "" } };
  }
  const example = operation.responseExamples[status];
  const valid =
    example !== undefined && contract.validators[operation.id]?.responses[status]?.(example) === true;
  const body = valid ? example : sampleAnswer(flatten, schema);
  return { status: Number(status), schema, fixed: jsonAnswer(Number(status), body) };
}

/**
 * The answer's body: the entity itself at its location without undeclared properties, and samples for other required
 * ones.
 */
export function successBody(
  flatten: Flatten,
  schema: Schema,
  tokens: readonly string[],
  entity: Json,
  id: { readonly [name: string]: string },
): Json {
  const made = isObject(entity) ? entity : {};
  dropUndeclared(flatten, schemaAt(flatten, schema, tokens), made);
  return bodyAt(flatten, schema, tokens, Object.assign(made, id));
}

/** A body with the value itself at its location, and with samples for other values that the schema requires. */
export function bodyAt(flatten: Flatten, schema: Schema, tokens: readonly string[], value: Json): Json {
  const body = tokens.reduceRight((inner, segment): Json => ({ [segment]: inner }), value);
  fillRequired(flatten, schema, body);
  return body;
}

function schemaAt(flatten: Flatten, schema: Schema, tokens: readonly string[]): Schema {
  return tokens.reduce<Schema>((outer, segment) => flatten(outer).properties?.[segment] ?? true, schema);
}
