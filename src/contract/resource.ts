import type { Link, Operation } from "./contract.ts";
import { type InstancePointer, instancePointer, parentPointer } from "./pointers.ts";

export const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/** The locations of a resource and of its id in an answer, as JSON pointers. */
interface ResourcePointers {
  readonly pointer: InstancePointer;
  readonly id: InstancePointer;
}

/** The location of the created resource in an answer: the value that the operation's links point at. */
export function resourceOf({ links }: Operation): ResourcePointers | undefined {
  const [id] = links.flatMap(({ parameters }: Link) => Object.values(parameters).map(instancePointer));
  return id === undefined ? undefined : { pointer: parentPointer(id), id };
}

/**
 * True for a value that identifies a resource. A dot segment does not: it would lead to another path (RFC 3986, section
 * 5.2.4), and a deletion to what is there.
 */
export const isResourceId = (value: unknown): value is string | number =>
  typeof value === "number" || (typeof value === "string" && !["", ".", ".."].includes(value));
