import { type LocationPattern, locationPattern } from "../../contract/pointers.ts";

/** A statement of the docs by which checks judge: the part that a change of the docs changes. */
export type Clause = StatusClause | LocationClause;

/** The statement that an operation answers with a status. */
export interface StatusClause {
  readonly about: "status";
  readonly status: string;
}

/**
 * A statement about a location of a body: that it exists (`presence`) or does not (`absence`), its values, or its
 * default.
 */
export interface LocationClause {
  readonly about: "presence" | "absence" | "values" | "default";
  readonly side: "request" | "response";
  readonly at: LocationPattern;
  /** The answer's, for the response side. */
  readonly status?: string | undefined;
}

/**
 * The location in an answer that holds the resource at which a clause applies.
 * @param resource the resource's location in the answer
 */
export const inAnswer = ({ side, at }: LocationClause, resource: LocationPattern): LocationPattern =>
  side === "request" ? locationPattern(`${resource}${at}`) : at;
