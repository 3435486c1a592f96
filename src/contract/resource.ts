import type { Contract, Link, Operation } from "./contract.ts";
import { isNestedBelow } from "./nested-path.ts";
import { PathTemplate } from "./path-template.ts";
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
  { links, path }: Operation,
): Operation | undefined {
  for (const { operationId, parameters } of links) {
    const linked = operations[operationId];
    const [name = ""] = Object.keys(parameters);
    if (linked?.method === "DELETE" && isKnownPath(linked.path, path) && endsIn(linked.path, name))
      return linked;
  }
  return undefined;
}

/** True if a path ends in a parameter: it is that of a resource itself, not of a part of it or of what can be done with it. */
export const endsIn = (path: string, parameter: string): boolean =>
  path.replace(/\/$/, "").endsWith(`{${parameter}}`);

/** True if all ids of a path are known after a creation: its own alone, or those in the creation's path as well. */
export const isKnownPath = (path: string, creation: string): boolean =>
  new PathTemplate(path).names.length <= 1 || isNestedBelow(path, creation);
