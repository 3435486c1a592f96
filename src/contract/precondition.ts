import type { Contract, Operation, Parameter } from "./contract.ts";
import type { ListPointers } from "./list-pointers.ts";

/** The creation that comes before an operation, and the parameters that it gives values to. */
export interface Precondition {
  readonly creator: Operation;
  /** Parameter to the JSON pointer of its value in the answer to the creation. */
  readonly fromAnswer: { readonly [name: string]: string };
  /** Parameter to the JSON pointer of its value in the body of the creation. */
  readonly fromRequest: { readonly [name: string]: string };
  /** Present where the operation lists what the creation makes. */
  readonly lists?: ListPointers;
}

type Operations = Pick<Contract, "operations">;

/** The creation whose answer links to an operation; undefined where nothing has to be there before it. */
export function preconditionOf(
  { operations }: Operations,
  { id, path }: Operation,
): Precondition | undefined {
  const found = Object.values(operations).flatMap((creator): Precondition[] => {
    const link = creator.links.find(({ operationId }) => operationId === id);
    if (link === undefined || creator.id === id || creator.requestBody === undefined) return [];
    const { parameters, query = {}, lists } = link;
    return [{ creator, fromAnswer: parameters, fromRequest: query, ...(lists ? { lists } : {}) }];
  });
  // Where several make the same thing, the one at the path of all of them is the plain one.
  const plain = found.find(({ creator }) => path.startsWith(`${creator.path.replace(/\/$/, "")}/{`));
  return plain ?? found[0];
}

/** The operation that makes what an operation is about: itself, where it creates or nothing has to be there before it. */
export function makerOf(contract: Operations, operation: Operation): Operation {
  const creates = operation.method === "POST" && operation.links.length > 0;
  return (creates ? undefined : preconditionOf(contract, operation)?.creator) ?? operation;
}

/** The place of a parameter that a creation gives a value to. */
export const memberOf = ({ parameters }: Operation, name: string): Parameter["in"] | undefined =>
  parameters.find((parameter) => parameter.name === name)?.in;

/** The operations whose creations a request to an operation needs, the nearest first: its own maker, then what comes before that. */
export function makersOf(contract: Operations, operation: Operation): readonly Operation[] {
  const found: Operation[] = [];
  let next: Operation | undefined = makerOf(contract, operation);
  while (next !== undefined && !found.includes(next)) {
    found.push(next);
    next = preconditionOf(contract, next)?.creator;
  }
  return found;
}
