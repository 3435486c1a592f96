import type { Contract, Operation, Schema } from "../contract/contract.ts";
import { documentedOperation } from "../contract/documented-operation.ts";
import type { SchemaValidator } from "../contract/validation.ts";
import type { Json } from "../core/json.ts";
import { isObject, setOwn } from "../core/json.ts";
import type { Answer } from "../http/exchange.ts";
import { fittedValue } from "./fitted-value.ts";
import type { Flatten } from "./flatten-schema.ts";
import { jsonAnswer } from "./json-answer.ts";
import { fillDeclared, sampleValue } from "./sample-value.ts";
import { dropUndeclared } from "./shape-value.ts";

/** An operation's answer to a successful request: its first documented success. */
export interface Success {
  readonly status: number;
  /** Absent where the document promises no body that is JSON. */
  readonly schema?: Schema;
  /** The body where no request body shapes it: the documented example if it is valid, else a sample of the schema. */
  readonly fixed: Answer;
  /** A body with all that the schema declares; null where there is no schema. */
  readonly sample: Json;
  /** The value with samples in place of what the schema does not allow. */
  fitted(value: Json): Json;
}

/** Statuses without a body (RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5). */
const WITHOUT_BODY = new Set([204, 205, 304]);

/** The operation's answer to a successful request; 200 without a body where no success is documented. */
export function successOf(contract: Contract, flatten: Flatten, operation: Operation): Success {
  const { entry, status } = successEntry(operation);
  const response = operation.responses[entry];
  const headers: Answer["headers"] = status >= 300 ? { location: "/" } : {};
  const bare = { status, sample: null, fitted: (value: Json) => value };
  if (response === undefined || WITHOUT_BODY.has(status) || operation.method === "HEAD")
    return { ...bare, fixed: { status, headers, text: "" } };
  const { schema, mediaType } = response;
  if (schema === undefined) {
    const typed = mediaType === undefined ? headers : { ...headers, "content-type": mediaType };
    return { ...bare, fixed: { status, headers: typed, text: mediaType === undefined ? "" : "x" } };
  }
  const validator: SchemaValidator | undefined = documentedOperation(contract, operation.id).responses.get(
    entry,
  );
  const fitted = (value: Json): Json =>
    validator === undefined ? value : fittedValue(validator, flatten, schema, value);
  const sample = fitted(sampleValue(flatten, schema));
  const example = operation.responseExamples[entry];
  const valid = example !== undefined && validator?.accepts(example) === true;
  const fixed = jsonAnswer(status, valid ? withDeclared(example, sample) : sample);
  return { status, schema, sample, fitted, fixed: { ...fixed, headers: { ...fixed.headers, ...headers } } };
}

/** The first documented success: a status, the range of them, `default`, or a redirect. */
function successEntry({ responses }: Operation): { readonly entry: string; readonly status: number } {
  const entries = Object.keys(responses);
  const found =
    ["2", "3"].flatMap((first) =>
      entries.filter((entry) => entry.startsWith(first) && /^\d{3}$/.test(entry)),
    )[0] ?? "";
  const range =
    entries.find((entry) => entry === "2XX") ??
    (found.startsWith("2") ? undefined : entries.find((entry) => entry === "default"));
  if (found.startsWith("2") || (found !== "" && range === undefined))
    return { entry: found, status: Number(found) };
  return { entry: range ?? "200", status: 200 };
}

/** The example with the members at its top that it leaves out. */
function withDeclared(example: Json, sample: Json): Json {
  return isObject(example) && isObject(sample) ? { ...sample, ...example } : example;
}

/**
 * The answer's body: the entity itself at its location without undeclared properties, and samples for what else the answer
 * declares and no request sends.
 */
export function successBody(
  flatten: Flatten,
  { schema = true, sample, fitted }: Success,
  tokens: readonly string[],
  entity: Json,
  { id, sent }: { readonly id: { readonly [name: string]: string }; readonly sent: Schema },
): Json {
  const made = isObject(entity) ? entity : {};
  const described = schemaAt(flatten, schema, tokens);
  dropUndeclared(flatten, described, made);
  Object.assign(made, id);
  fillDeclared(flatten, described, made, sent);
  return fitted(bodyAt(sample, tokens, made));
}

/** The sample of a body with another value at a location. */
export function bodyAt(sample: Json, tokens: readonly string[], value: Json): Json {
  const [token, ...others] = tokens;
  if (token === undefined) return value;
  const body = isObject(sample) ? { ...sample } : {};
  setOwn(body, token, bodyAt(body[token] ?? {}, others, value));
  return body;
}

function schemaAt(flatten: Flatten, schema: Schema, tokens: readonly string[]): Schema {
  return tokens.reduce<Schema>((outer, segment) => flatten(outer).properties?.[segment] ?? true, schema);
}
