import type { Contract, Operation, Schema, SchemaObject } from "../contract/contract.ts";
import { refName } from "../contract/schema.ts";

/** The environment variables without which no body of the operation can name what exists in the caller's account. */
export function requiredBindings(contract: Contract, operation: Operation): string[] {
  const names = new Set<string>();
  const visit = (schema: Schema, above: readonly Schema[]): void => {
    if (above.includes(schema)) return;
    const parts = partsOf(contract, schema, []);
    for (const part of parts) {
      if (part["x-binding"]) names.add(part["x-binding"].env);
    }
    for (const name of new Set(parts.flatMap((part) => part.required ?? []))) {
      for (const part of parts) visit(part.properties?.[name] ?? true, [...above, schema]);
    }
  };
  visit(operation.requestBody?.schema ?? true, []);
  return [...names];
}

/** The schema with every schema that its values must also match: what one requires, another may describe. */
function partsOf(contract: Contract, schema: Schema, above: readonly Schema[]): SchemaObject[] {
  if (typeof schema === "boolean" || above.includes(schema)) return [];
  const referred = schema.$ref === undefined ? [] : [named(contract, schema.$ref)];
  const others = [...referred, ...(schema.allOf ?? [])];
  return [schema, ...others.flatMap((other) => partsOf(contract, other, [...above, schema]))];
}

function named({ schemas }: Contract, ref: string): Schema {
  return schemas[refName(ref)] ?? true;
}
