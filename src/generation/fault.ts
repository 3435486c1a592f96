import { type DocPointer, type InstancePointer, WHOLE } from "../contract/pointers.ts";
import type { Json } from "../core/json.ts";

/** The one thing that is wrong with a request that must be refused. */

interface BrokenClause {
  /** JSON pointer into the document to the clause that is broken. */
  readonly docs: DocPointer;
  /** A conforming value, for people. */
  readonly expected: string;
}

/** A value of the body that breaks a keyword of its schema. */
export interface SchemaFault extends BrokenClause {
  readonly kind: "schema";
  /** The JSON Schema keyword. */
  readonly keyword: string;
  /** JSON pointer into the body; "" for the whole. */
  readonly at: InstancePointer;
}

/** Several values of the body that each break their schema. */
export interface SeveralFaults extends BrokenClause {
  readonly kind: "several";
  /** The faults one by one, where the answer is read for those that it names; that such a body is accepted says of none which it is. */
  readonly each?: readonly PlacedFault[];
}

/** One of several faults: the name of the case that holds it alone, and the value that breaks the schema, absent where it is left out. */
export interface PlacedFault {
  readonly name: string;
  /** Keyword and variant: faults of one kind at several places are alike. */
  readonly kind: string;
  readonly at: InstancePointer;
  readonly value?: Json;
}

/** A body that keeps its schema and breaks one rule of the docs. */
export interface RuleFault extends BrokenClause {
  readonly kind: "rule";
  /** The rule's id. */
  readonly rule: string;
  /** JSON pointer into the body to the value that the rule's clause describes; "" for the whole. */
  readonly at: InstancePointer;
}

/** The parts of a request that guard an operation, in which a fault is told by a name of its own. */
export const GUARDS = ["token", "method", "path", "query", "header"] as const;

/** A request that lacks what guards the operation: a valid token, the right method, or valid parameters. */
export interface GuardFault extends BrokenClause {
  readonly kind: (typeof GUARDS)[number];
  /** In words joined by hyphens: `no-token`. */
  readonly guard: string;
  /** The parameter that is lacking or wrong, where it is one. */
  readonly parameter?: string;
}

/** A request that is broken as a whole: no body, not JSON, another type. */
export interface RequestFault extends BrokenClause {
  readonly kind: "request";
  /** In words joined by hyphens: `truncated-json`. */
  readonly how: string;
}

export type Fault = SchemaFault | SeveralFaults | RuleFault | GuardFault | RequestFault;

/** JSON pointer into the body to the faulty value; "" where the fault is of the whole request. */
export const faultyLocation = (fault: Fault): InstancePointer => ("at" in fault ? fault.at : WHOLE);

export const isGuardFault = (fault: Fault | undefined): fault is GuardFault =>
  fault !== undefined && isGuard(fault.kind);

export const isGuard = (kind: string): kind is GuardFault["kind"] => GUARDS.some((guard) => guard === kind);

/** The keyword that is broken; `several` for more than one. */
export const brokenKeyword = (fault: SchemaFault | SeveralFaults): string =>
  fault.kind === "schema" ? fault.keyword : fault.kind;

/** True if the body's values break their schema, once or several times. */
export const isSchemaFault = (fault: Fault | undefined): fault is SchemaFault | SeveralFaults =>
  fault?.kind === "schema" || fault?.kind === "several";
