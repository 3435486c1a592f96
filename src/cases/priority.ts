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
  guards: 0.7,
  furtherGuards: 0.35,
  /** The lives of resources of each kind, some twenty requests. */
  listedLife: 0.25,
  /** Many faults in one body: an endpoint that names them all tells by one answer what else takes a request each. */
  severalFaults: 0.0655,
  /** A rule that is broken for the first value that it names. */
  brokenRule: 0.0653,
  /** A request that is no JSON, and texts that are no Unicode. */
  notJson: 0.0652,
  noText: 0.0651,
  /** A value known to break systems, at every location that can hold it. */
  naughtyString: 0.065,
  /** The last few faults for a body with many. */
  fewFaults: 0.064,
  /** Once for each kind of constraint that it is broken, and for each type null and what careless code converts to it. */
  likelyFault: 0.05,
  /** The most that a row of the covering array after the first has. */
  furtherRow: 0.049,
  /** A request that is broken as a whole and must be refused. */
  brokenRequest: 0.0125,
  /** A rule that is kept at its edge says less than one that is broken. */
  keptRule: 0.012,
  /** Dates around which systems go wrong reach few locations. */
  naughtyDate: 0.01,
  /** The least that a row of the covering array has: the last ones close a pair or two, and are still promised by the docs. */
  coveringRow: 0.002,
  /** The second value that a rule names, and those after it. */
  furtherRuleValue: 0.00198,
  /** A kind of wrong type that no location had yet. */
  otherWrongType: 0.0019,
  /** A request of which the docs leave the effect open. */
  probe: 0.00185,
  /** A value that was sent beside others in the same text before. */
  naughtyPart: 0.0018,
  /** Scenarios of any commands. */
  furtherLifecycle: 0.0015,
  /** A request that servers may refuse at will. */
  oddRequest: 0.0011,
  /** The wrong types that are left. */
  furtherWrongTypes: 0.001,
  /** Rows that close triples only. */
  triple: 0.0001,
  /** Cases for the budget that is left, and steps of a scenario, which are planned as one. */
  fuzz: 0,
  step: 0,
} as const;
