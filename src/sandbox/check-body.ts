import type { Contract, Operation, SchemaError } from "../contract/contract.ts";
import type { Json } from "../core/json.ts";
import type { Refusal } from "./refusal.ts";

/** Refuses a body that the request schema does not allow, or one that certainly breaks a documented rule. */
export function checkBody(contract: Contract, operation: Operation, body: Json): Refusal | undefined {
  const validators = contract.validators[operation.id];
  if (validators?.request && !validators.request(body)) return refusal(sentences(validators.request.errors));
  const broken = operation.rules.filter((rule) => validators?.breaks[rule.id]?.(body));
  return broken.length > 0 ? refusal(broken.map((rule) => rule.sentence)) : undefined;
}

function sentences(errors: readonly SchemaError[] | null | undefined): string[] {
  const all = (errors ?? []).map(
    (error) => `${error.instancePath || "the body"} ${error.message ?? error.keyword}`,
  );
  return all.length > 0 ? all : ["the body is not valid"];
}

function refusal(messages: readonly string[]): Refusal {
  return { statuses: [400, 422], messages };
}
