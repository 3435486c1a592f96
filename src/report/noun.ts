import type { Operation } from "../contract/contract.ts";
import { resourceOf } from "../contract/resource.ts";
import { tokensOf } from "../core/json.ts";

/** The names of what an operation creates. */
export interface Noun {
  readonly one: string;
  readonly several: string;
}

/** The names that the contract itself has: of one by its place in the answer, of several by the path that it is created under. */
export function nounOf(operation: Pick<Operation, "path" | "links">): Noun {
  const literal = operation.path.split("/").filter((segment) => /^[\w-]+$/.test(segment));
  const [one] = tokensOf(resourceOf(operation as Operation)?.pointer ?? "").slice(-1);
  const several = literal.at(-1);
  return {
    one: one ?? several ?? "resource",
    several: several ?? (one === undefined ? "resources" : `${one}s`),
  };
}

/** A number of them, in words. */
export const counted = (count: number, { one, several }: Noun): string =>
  `${grouped(count)} ${count === 1 ? one : several}`;

/** A number of things whose name has a plain plural. */
export const things = (count: number, one: string): string => counted(count, { one, several: `${one}s` });

/** A number as people read it: 29,036. */
export const grouped = (count: number): string => count.toLocaleString("en-US");
