/**
 * The share of its kind's coverage that a case adds, from 0 to 1: the plan sends the case of the highest priority next,
 * so that a small budget goes where it covers most. A kind that covers several things alike shares 1 among its cases.
 * The highest first; where two are equal, the kind that comes first in `KINDS` goes first.
 */
export const PRIORITY = {
  /** The docs' own examples, and the first scenarios over a resource's whole life. */
  example: 1,
  lifecycle: 1,
  /** Shared by the broken constraints of all locations, and by one wrong type for each location. */
  brokenConstraints: 1,
  wrongTypes: 0.9,
  /** Reads and deletions without a token, five requests. */
  guards: 0.35,
  /** Many faults in one body: an endpoint that names them all tells by one answer what else takes a request each. */
  severalFaults: 0.0655,
  /** A value known to break systems, at every location that can hold it. */
  naughtyString: 0.065,
  /** A request that is no JSON. */
  notJson: 0.06,
  /** Once for each kind of constraint that it is broken, and for each type null and what careless code converts to it. */
  likelyFault: 0.05,
  /** A rule that is kept at its edge says less than one that is broken. */
  keptRule: 0.012,
  /** Dates around which systems go wrong reach few locations. */
  naughtyDate: 0.01,
  /** The least that a row of the covering array has: the last ones close a pair or two, and are still promised by the docs. */
  coveringRow: 0.002,
  /** A request that is broken as a whole and must be refused. */
  brokenRequest: 0.00195,
  /** Half a step outside of a bound: the first time, and where another location has the same bound, mostly held by the same code. */
  fractionOutside: 0.00192,
  /** A kind of wrong type that no location had yet. */
  otherWrongType: 0.0019,
  /** The second value that a rule names, and those after it. */
  furtherRuleValue: 0.0019,
  /** Scenarios of any commands. */
  furtherLifecycle: 0.0015,
  fractionOutsideAgain: 0.0012,
  /** A request that servers may refuse at will. */
  oddRequest: 0.0011,
  /** A request of which the docs leave the effect open, and the wrong types that are left. */
  probe: 0.001,
  furtherWrongTypes: 0.001,
  /** Rows that close triples only. */
  triple: 0.0001,
  /** Cases for the budget that is left, and steps of a scenario, which are planned as one. */
  fuzz: 0,
  step: 0,
} as const;
