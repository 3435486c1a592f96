import { isObject, type JsonObject, objectOf } from "../core/json.ts";

/**
 * Makes links of what operations say of the creation before them (`x-precondition`): from the creation's success to them, where
 * the document has that creation and it has no link to them yet.
 */
export function linkedByPreconditions(whole: JsonObject): void {
  const all = operationsIn(whole);
  for (const operation of all) {
    const before = operation["x-precondition"];
    delete operation["x-precondition"];
    if (typeof operation.operationId !== "string") continue;
    for (const one of [before].flat()) if (isObject(one)) link(all, one, operation.operationId);
  }
}

/** Makes the link from a creation to the operation that comes after it. */
function link(all: readonly JsonObject[], before: JsonObject, after: string): void {
  const creator = all.find(({ operationId }) => operationId === before.operation);
  const success = creator && successOf(creator);
  if (success === undefined) return;
  const links = isObject(success.links) ? success.links : {};
  success.links = links;
  if (Object.values(links).some((known) => isObject(known) && known.operationId === after)) return;
  links[after] = {
    operationId: after,
    parameters: before.parameters ?? {},
    ...(before.lists === undefined ? {} : { "x-lists": before.lists }),
  };
}

function operationsIn({ paths }: JsonObject): JsonObject[] {
  return Object.values(objectOf(paths)).flatMap((item) => Object.values(objectOf(item)).filter(isObject));
}

function successOf({ responses }: JsonObject): JsonObject | undefined {
  const [, found] = Object.entries(objectOf(responses)).find(([status]) => status.startsWith("2")) ?? [];
  return isObject(found) ? found : undefined;
}
