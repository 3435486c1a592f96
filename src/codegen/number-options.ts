import type { SchemaObject } from "../contract/contract.ts";
import type { DocPointer } from "../contract/pointers.ts";
import { SuiteError } from "../core/errors.ts";
import { isExact, mostSteps } from "../core/limits.ts";

/** The options of a number's generator, with inclusive bounds. @throws SuiteError where the bounds leave no number */
export function numberOptions(
  type: string,
  schema: SchemaObject,
  docs: DocPointer,
): { [name: string]: unknown } {
  const isInteger = type === "integer";
  const bounds = inclusiveBounds(schema, isInteger);
  checkBounds(bounds, schema, docs);
  const { least, most } = bounds;
  return {
    minimum: Number.isFinite(least) ? least : undefined,
    maximum: Number.isFinite(most) ? most : undefined,
    integer: isInteger ? true : undefined,
    multipleOf: schema.multipleOf,
  };
}

interface Bounds {
  readonly least: number;
  readonly most: number;
  readonly step: number;
  /** True where only multiples of the step are allowed. */
  readonly isOnGrid: boolean;
}

function inclusiveBounds(schema: SchemaObject, isInteger: boolean): Bounds {
  const { exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const low = schema.minimum ?? Number.NEGATIVE_INFINITY;
  const high = schema.maximum ?? Number.POSITIVE_INFINITY;
  const room = (exclusiveMaximum ?? high) - (exclusiveMinimum ?? low);
  const step = multipleOf ?? (isInteger || room > 2 ? 1 : room / 4);
  const isOnGrid = isInteger || multipleOf !== undefined;
  const above = (bound: number) => (isOnGrid ? (Math.floor(bound / step) + 1) * step : bound + step);
  const below = (bound: number) => (isOnGrid ? (Math.ceil(bound / step) - 1) * step : bound - step);
  const least = exclusiveMinimum === undefined ? low : Math.max(low, above(exclusiveMinimum));
  const most = exclusiveMaximum === undefined ? high : Math.min(high, below(exclusiveMaximum));
  return { least, most, step, isOnGrid };
}

function checkBounds({ least, most, step, isOnGrid }: Bounds, schema: SchemaObject, docs: DocPointer): void {
  const { exclusiveMinimum, exclusiveMaximum } = schema;
  // Where two bounds are next to each other, no step leads away from an exclusive one.
  const isStuck = [least === exclusiveMinimum && least, most === exclusiveMaximum && most].some(
    (bound) => bound !== false && isExact(bound),
  );
  if (least > most || isStuck || (isOnGrid && Math.ceil(least / step) > Math.floor(most / step)))
    throw new SuiteError(`${docs}: no number is within the bounds`);
  const nearest = Math.max(least, -most, 0) / step;
  if (isOnGrid && nearest > mostSteps(step))
    throw new SuiteError(
      `${docs}: multipleOf ${step}: so fine a step is lost in numbers as large as the bounds`,
    );
}
