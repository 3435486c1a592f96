import type { Json } from "../core/json.ts";

/** One way in which the value of a location breaks the schema; `value` undefined leaves the location out. */
export interface InstanceFault {
  /** The JSON Schema keyword that the value breaks. */
  readonly keyword: string;
  /** Tells faults of one keyword apart. */
  readonly variant: string;
  readonly value: Json | undefined;
  /** Makes the value of the one that stands there; undefined where it cannot, so that `value` goes in its place. */
  readonly of?: (now: Json) => Json | undefined;
  /** A conforming value in words, for people. */
  readonly expected: string;
}

/** A fault whose value is always the same. */
export const fault = (
  keyword: string,
  variant: string,
  value: Json | undefined,
  expected: string,
): InstanceFault => ({
  keyword,
  variant,
  value,
  expected,
});

/** True unless the fault is made of a value, and cannot be made of this one. */
export const isMadeOf = ({ of }: InstanceFault, now: Json): boolean =>
  of === undefined || of(now) !== undefined;

/** The faulty value for a location; undefined leaves the location out. */
export const faultyValue = ({ of, value }: InstanceFault, now: Json): Json | undefined => of?.(now) ?? value;
