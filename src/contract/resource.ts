import type { Contract, Link, Operation } from "./contract.ts";
import { type InstancePointer, instancePointer, parentPointer } from "./pointers.ts";

export const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/** The locations of a resource and of its id in an answer, as JSON pointers. */
export interface ResourcePointers {
  readonly pointer: InstancePointer;
  readonly id: InstancePointer;
}

/** The location of the created resource in an answer: the value that the operation's links point at. */
export function resourceOf({ links }: Operation): ResourcePointers | undefined {
  const [id] = links.flatMap(({ parameters }: Link) => Object.values(parameters).map(instancePointer));
  return id === undefined ? undefined : { pointer: parentPointer(id), id };
}

/** The linked operation that deletes what an operation creates; undefined where there is none. */
export function removerOf(
  { operations }: Pick<Contract, "operations">,
  { links }: Operation,
): Operation | undefined {
  return links
    .map(({ operationId }) => operations[operationId])
    .find((linked) => linked?.method === "DELETE");
}
