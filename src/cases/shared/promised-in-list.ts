import type { Contract, Operation } from "../../contract/contract.ts";
import { documentedOperation } from "../../contract/documented-operation.ts";
import { entriesOfClass } from "../../contract/documented-status.ts";
import { isObject, type JsonObject } from "../../core/json.ts";

/** The members of a resource by which a list is judged where it is not tested itself: the id, and what each item must have. */
export function promisedInList(
  { id, created }: { readonly id: string; readonly created: unknown },
  contract: Contract,
  { operation, items = "" }: { readonly operation: Operation; readonly items?: string | undefined },
): JsonObject {
  if (!isObject(created)) return {};
  const [status = ""] = entriesOfClass(operation.responses, "2");
  const item = documentedOperation(contract, operation.id).responseSchema(status)?.at(`${items}/-`);
  const required = new Set(item?.schema.required);
  return Object.fromEntries(
    Object.entries(created).filter(([name, value]) => required.has(name) || String(value) === id),
  );
}
