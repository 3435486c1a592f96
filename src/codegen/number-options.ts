import type { SchemaObject } from "../contract/contract.ts";
import type { DocPointer } from "../contract/pointers.ts";
import { SuiteError } from "../core/errors.ts";
import { isExact, mostSteps } from "../core/limits.ts";

/** Bounds made inclusive. @throws SuiteError where they leave no number. */
export function numberOptions(
  type: string,
  schema: SchemaObject,
  docs: DocPointer,
): { [name: string]: unknown } {
  const { exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const low = schema.minimum ?? Number.NEGATIVE_INFINITY;
  const high = schema.maximum ?? Number.POSITIVE_INFINITY;
  const room = (exclusiveMaximum ?? high) - (exclusiveMinimum ?? low);
  const step = multipleOf ?? (type === "integer" || room > 2 ? 1 : room / 4);
  const onGrid = type === "integer" || multipleOf !== undefined;
  const above = (bound: number) => (onGrid ? (Math.floor(bound / step) + 1) * step : bound + step);
  const below = (bound: number) => (onGrid ? (Math.ceil(bound / step) - 1) * step : bound - step);
  const least = exclusiveMinimum === undefined ? low : Math.max(low, above(exclusiveMinimum));
  const most = exclusiveMaximum === undefined ? high : Math.min(high, below(exclusiveMaximum));
  // Where two bounds are next to each other, no step leads away from an exclusive one.
  const isStuck = [least === exclusiveMinimum && least, most === exclusiveMaximum && most].some(
    (bound) => bound !== false && isExact(bound),
  );
  if (least > most || isStuck || (onGrid && Math.ceil(least / step) > Math.floor(most / step)))
    throw new SuiteError(`${docs}: no number is within the bounds`);
  const nearest = Math.max(least, -most, 0) / step;
  if (onGrid && nearest > mostSteps(step))
    throw new SuiteError(
      `${docs}: multipleOf ${step}: so fine a step is lost in numbers as large as the bounds`,
    );
  return {
    minimum: Number.isFinite(least) ? least : undefined,
    maximum: Number.isFinite(most) ? most : undefined,
    integer: type === "integer" ? true : undefined,
    multipleOf,
  };
}
