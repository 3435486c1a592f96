import type { Link, Operation } from "./contract.ts";

export const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/** Where an answer holds a resource, and its id, as JSON pointers. */
interface ResourcePlace {
  readonly pointer: string;
  readonly id: string;
}

/** Where an answer holds the resource that the request made: what the operation's links point at. */
export function resourceOf({ links }: Operation): ResourcePlace | undefined {
  const [id] = links.flatMap(({ parameters }: Link) => Object.values(parameters));
  return id === undefined ? undefined : { pointer: id.slice(0, id.lastIndexOf("/")), id };
}
