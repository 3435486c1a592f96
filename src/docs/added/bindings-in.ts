import { isObject, type Json } from "../../core/json.ts";
import type { Bindings } from "./known-bindings.ts";

/** The variables of fields and parameters whose values documents bind to the account, by their names. */
export function bindingsIn(documents: readonly Json[]): Bindings {
  const found = new Map<string, string>();
  for (const [name, schema] of documents.flatMap((document) => [...schemasByName(document)])) {
    const binding = isObject(schema) ? schema["x-binding"] : undefined;
    if (isObject(binding) && typeof binding.env === "string" && !found.has(name))
      found.set(name, binding.env);
  }
  return Object.fromEntries(found);
}

/** The names of all fields and parameters in documents. */
export const namesIn = (documents: readonly Json[]): ReadonlySet<string> =>
  new Set(documents.flatMap((document) => [...schemasByName(document)].map(([name]) => name)));

/** The schemas of all properties and parameters, by their names. */
function* schemasByName(value: Json): Iterable<readonly [string, Json]> {
  if (Array.isArray(value)) for (const item of value) yield* schemasByName(item);
  if (!isObject(value)) return;
  if (typeof value.name === "string") yield [value.name, value.schema ?? null];
  if (isObject(value.properties)) yield* Object.entries(value.properties);
  for (const member of Object.values(value)) yield* schemasByName(member);
}
