import type { Contract, Operation, SchemaError } from "../contract/contract.ts";
import { documentedOperation } from "../contract/documented-operation.ts";
import type { Json } from "../core/json.ts";
import type { Refusal } from "./refusal.ts";

/** Refuses a body that the request schema does not allow, or one that certainly breaks a documented rule. */
export function checkBody(contract: Contract, operation: Operation, body: Json): Refusal | undefined {
  const errors = documentedOperation(contract, operation.id).request?.validate(body) ?? [];
  if (errors.length > 0) return refusal(sentences(errors));
  const broken = operation.rules.filter((rule) => contract.validators[operation.id]?.breaks[rule.id]?.(body));
  return broken.length > 0 ? refusal(broken.map((rule) => rule.sentence)) : undefined;
}

function sentences(errors: readonly SchemaError[]): string[] {
  return errors.map((error) => `${error.instancePath || "the body"} ${error.message ?? error.keyword}`);
}

function refusal(messages: readonly string[]): Refusal {
  return { statuses: [400, 422], messages };
}
