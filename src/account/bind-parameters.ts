import type { Operation } from "../contract/contract.ts";
import type { ParameterValues } from "../contract/request-schema.ts";
import { resolve, type Schemas } from "../contract/schema.ts";
import type { JsonObject } from "../core/json.ts";
import type { Account } from "./bind.ts";

/** Parameters with the account's values in place, and the variables that they need but are not set. */
export interface BoundParameters {
  readonly parameters: ParameterValues;
  readonly missing: readonly string[];
}

/**
 * Puts the account's values where the schemas of parameters bind them.
 * @param kept the name of a parameter that stays as it is
 */
export function bindParameters(
  { parameters: declared }: Operation,
  values: ParameterValues,
  { bindings }: Account,
  { schemas, kept }: { readonly schemas: Schemas; readonly kept?: string | undefined },
): BoundParameters {
  const missing = new Set<string>();
  const bound = { path: { ...values.path }, query: { ...values.query }, header: { ...values.header } };
  for (const { in: place, name, schema } of declared) {
    const member: JsonObject = bound[place];
    const env = resolve(schema, "", schemas).schema["x-binding"]?.env;
    if (env === undefined || name === kept || typeof member[name] !== "string") continue;
    const own = bindings[env];
    if (own === undefined) continue;
    const [first] = own;
    if (first === undefined) missing.add(env);
    else member[name] = first;
  }
  return { parameters: bound, missing: [...missing] };
}
