import { unnamedPath } from "../../contract/path-template.ts";
import { isObject } from "../../core/json.ts";
import { below, itemsOf, membersOf } from "../located.ts";
import { type Candidate, publishedOperations } from "../openapi/pick-operation.ts";
import type { References } from "../openapi/references.ts";
import type { Bindings } from "./known-bindings.ts";

/** The operations at least that ask for a value which is likely of the account. */
const SEVERAL = 3;

/** Names such as `accountId` and `account_id`; `id` alone may be that of anything. */
const ID = /^[A-Za-z][\w-]*(?:[a-z0-9]I[dD]|[_-]id)$/;

/**
 * Variables for the ids that several operations of a document ask for and none of them makes, by their names.
 * @param token the name of the variable that holds the token, of whose kind the others are
 */
export async function accountIds(references: References, token: string): Promise<Bindings> {
  const operations = await publishedOperations(references);
  const asked = await references.whileLoading(() => operations.map((one) => namesIn(one, references)));
  const made = new Set(operations.flatMap(({ path }) => madeIn(path, operations)));
  const names = [...new Set(asked.flat())].filter(
    (name) => ID.test(name) && !made.has(name) && asked.filter((own) => own.includes(name)).length >= SEVERAL,
  );
  const stem = token.replace(/(?:^|_)(?:API_)?(?:TOKEN|KEY)$/, "");
  return Object.fromEntries(names.map((name) => [name, [stem, variableOf(name)].filter(Boolean).join("_")]));
}

const variableOf = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/-/g, "_")
    .toUpperCase();

/** The parameters of a path that name what another operation makes. */
function madeIn(path: string, operations: readonly Candidate[]): string[] {
  const creations = new Set(
    operations.flatMap(({ method, path: own }) => (method === "post" ? [unnamedPath(own)] : [])),
  );
  return [...path.matchAll(/\/\{([^{}]*)\}/g)].flatMap(({ index, 1: name = "" }) =>
    creations.has(unnamedPath(path.slice(0, index))) ? [name] : [],
  );
}

/** The names of an operation's parameters and of the properties at the top of its body. @throws Unloaded */
function namesIn({ item, operation }: Candidate, references: References): string[] {
  const parameters = [...itemsOf(below(item, "parameters")), ...itemsOf(below(operation, "parameters"))];
  const named = parameters.flatMap((given) => {
    const parameter = references.found(given)?.value;
    return isObject(parameter) && typeof parameter.name === "string" && parameter.in !== "header"
      ? [parameter.name]
      : [];
  });
  const body = references.found(below(operation, "requestBody"));
  const [content] = body === undefined ? [] : membersOf(below(body, "content"));
  const schema = content && references.found(below(content[1], "schema"));
  const properties = schema === undefined ? undefined : below(schema, "properties").value;
  return [...new Set([...named, ...Object.keys(isObject(properties) ? properties : {})])];
}
