import type { Link, Operation } from "./contract.ts";

export const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/** Where an answer holds the resource that the request made, and its id: what the operation's links point at. */
export function resourceOf(
  operation: Operation,
): { readonly pointer: string; readonly id: string } | undefined {
  const [id] = operation.links.flatMap(({ parameters }: Link) => Object.values(parameters));
  return id === undefined ? undefined : { pointer: id.slice(0, id.lastIndexOf("/")), id };
}
