import { answeredResource } from "../contract/answered-resource.ts";
import type { Contract, Operation } from "../contract/contract.ts";
import { filtersOf, type ListFilter } from "../contract/list-filters.ts";
import type { ListPages } from "../contract/list-pointers.ts";
import { parametersIn } from "../contract/parameters.ts";
import { preconditionOf } from "../contract/precondition.ts";
import { endsIn, resourceOf } from "../contract/resource.ts";
import { SuiteError } from "../core/errors.ts";
import { tokensOf } from "../core/json.ts";

/** An operation's effect on the stored entities, as the contract's links tell it. */
export type Role =
  | {
      readonly kind: "create";
      readonly collection: string;
      readonly entity: readonly string[];
      readonly id: string;
    }
  | {
      readonly kind: "read" | "update" | "delete";
      readonly collection: string;
      readonly parameter: string;
      /** Tokens from the operation's own answer to the entity. */
      readonly answered: readonly string[];
    }
  | {
      readonly kind: "list";
      readonly collection: string;
      /** Tokens from the creating answer to an entity, and from the list to its items. */
      readonly entity: readonly string[];
      readonly items: readonly string[];
      /** Query parameter to the JSON pointer of the value in an entity that must equal it. */
      readonly query: { readonly [name: string]: string };
      readonly filters: readonly ListFilter[];
      readonly pages?: ListPages;
      readonly operation: Operation;
    }
  | { readonly kind: "plain" };

/**
 * Derives the roles: an operation with a body and links creates, and the link's JSON pointer leads to the id in its
 * answer; a linked GET reads, a linked PUT or PATCH changes and a linked DELETE deletes the entity that the parameter names; an operation whose link
 * has `lists` lists; the others store nothing.
 */
export function deriveRoles(contract: Contract): Map<string, Role> {
  const roles = new Map<string, Role>();
  for (const operation of Object.values(contract.operations)) {
    for (const [name, role] of rolesAround(contract, operation)) roles.set(name, role);
  }
  return roles;
}

function rolesAround(contract: Contract, creator: Operation): [string, Role][] {
  if (!creator.requestBody) return [];
  const collection = collectionOf(contract, creator);
  return creator.links.flatMap((link) => {
    const linked = contract.operations[link.operationId];
    if (!linked)
      throw new SuiteError(`${creator.id} links to ${link.operationId}, which the contract does not have`);
    const { lists, query = {} } = link;
    if (lists !== undefined)
      return [
        [
          linked.id,
          {
            kind: "list",
            collection,
            entity: resourceTokens(creator),
            items: tokensOf(lists.items),
            query,
            filters: filtersOf(linked, lists, contract.schemas),
            ...(lists.pages ? { pages: lists.pages } : {}),
            operation: linked,
          },
        ],
      ];
    return Object.entries(link.parameters).flatMap(([parameter, pointer]): [string, Role][] => {
      const tokens = tokensOf(pointer);
      const id = tokens.pop();
      if (id === undefined || !parametersIn(linked, "path").some(({ name }) => name === parameter)) return [];
      const answered = tokensOf(answeredResource(linked, creator, contract.schemas)?.pointer ?? "");
      const role = linkedRole(linked, { collection, parameter, answered });
      const made: [string, Role] = [creator.id, { kind: "create", collection, entity: tokens, id }];
      // What makes something in the entity has a role of its own.
      return role.kind === "plain" ? [made] : [made, [linked.id, role]];
    });
  });
}

/** The name of the store of what an operation makes: operations that make the same thing share that of the plain one. */
function collectionOf(contract: Contract, creator: Operation): string {
  for (const { operationId, parameters } of creator.links) {
    const linked = contract.operations[operationId];
    const isAboutIt = linked && Object.keys(parameters).some((name) => endsIn(linked.path, name));
    const plain = isAboutIt ? preconditionOf(contract, linked)?.creator : undefined;
    if (plain !== undefined) return plain.id;
  }
  return creator.id;
}

const resourceTokens = (creator: Operation): string[] => tokensOf(resourceOf(creator)?.pointer ?? "");

function linkedRole(
  linked: Operation,
  about: Pick<Role & { readonly kind: "read" }, "collection" | "parameter" | "answered">,
): Role {
  // A part of the entity, or what can be done with it, is another thing than the entity itself.
  if (!endsIn(linked.path, about.parameter)) return { kind: "plain" };
  switch (linked.method.toUpperCase()) {
    case "GET":
      return { kind: "read", ...about };
    case "DELETE":
      return { kind: "delete", ...about };
    case "PUT":
    case "PATCH":
      return { kind: "update", ...about };
    default:
      return { kind: "plain" };
  }
}
