import { type LocationPattern, locationPattern } from "../../contract/pointers.ts";

/** Something that the docs say, by which checks judge: what a change of the docs changes. */
export type Clause = StatusClause | LocationClause;

/** That an operation answers with a status. */
export interface StatusClause {
  readonly about: "status";
  readonly status: string;
}

/**
 * What is said of a location of a body: that it is there (`presence`) or that nothing is there (`absence`), which values it
 * takes, or its default.
 */
export interface LocationClause {
  readonly about: "presence" | "absence" | "values" | "default";
  readonly side: "request" | "response";
  readonly at: LocationPattern;
  /** The answer's, for the response side. */
  readonly status?: string | undefined;
}

/** Where an answer that holds the resource has what a clause is about. @param resource the resource's location in the answer */
export const inAnswer = ({ side, at }: LocationClause, resource: LocationPattern): LocationPattern =>
  side === "request" ? locationPattern(`${resource}${at}`) : at;
