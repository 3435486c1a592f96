import type { Link, Operation } from "./contract.ts";
import { type InstancePointer, instancePointer, parentPointer } from "./pointers.ts";

export const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/** Where an answer holds a resource, and its id, as JSON pointers. */
interface ResourcePlace {
  readonly pointer: InstancePointer;
  readonly id: InstancePointer;
}

/** Where an answer holds the resource that the request made: what the operation's links point at. */
export function resourceOf({ links }: Operation): ResourcePlace | undefined {
  const [id] = links.flatMap(({ parameters }: Link) => Object.values(parameters).map(instancePointer));
  return id === undefined ? undefined : { pointer: parentPointer(id), id };
}
