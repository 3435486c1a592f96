/** Lines below a field that give its bounds, as docs sites write them. */
import type { JsonObject } from "../../core/json.ts";
import type { FieldType } from "./field-type.ts";

/** Bounds of a field: those of its value, or of each item of a list, and those of the list itself. */
export interface FieldBounds {
  readonly value: JsonObject;
  readonly list: JsonObject;
}

export const NO_BOUNDS: FieldBounds = { value: {}, list: {} };

/** The bounds with those that a line gives; undefined where it gives none for such a type, so that it is prose. */
export function withBoundLine(bounds: FieldBounds, line: string, type: FieldType): FieldBounds | undefined {
  const list = type.depth > 0 ? arrayLength(line) : undefined;
  if (list !== undefined) return { ...bounds, list: { ...bounds.list, ...list } };
  const value = isNumber(type) ? range(line) : type.base === "string" ? textBounds(line) : undefined;
  return value && { ...bounds, value: { ...bounds.value, ...value } };
}

const isNumber = ({ base }: FieldType): boolean => base === "number" || base === "integer";

const NUMBER = String.raw`(-?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?(?:[eE][+-]?\d+)?)`;
const SIGN = "(<=?|>=?|≤|≥)";
const BETWEEN = new RegExp(`^Required range: ?${NUMBER} ?${SIGN} ?x ?${SIGN} ?${NUMBER}$`);
const X_FIRST = new RegExp(`^Required range: ?x ?${SIGN} ?${NUMBER}$`);
const X_LAST = new RegExp(`^Required range: ?${NUMBER} ?${SIGN} ?x$`);
const STEP = new RegExp(`^(?:Required m|M)ultiple of:? ${NUMBER}$`);

const numberOf = (text: string | undefined): number => Number((text ?? "").replaceAll(",", ""));

function range(line: string): JsonObject | undefined {
  const [, from, left, right, to] = BETWEEN.exec(line) ?? [];
  if (left !== undefined && right !== undefined)
    return isUp(left) === isUp(right) ? { ...bound(right, to), ...bound(turned(left), from) } : undefined;
  const [, sign, limit] = X_FIRST.exec(line) ?? [];
  if (sign !== undefined) return bound(sign, limit);
  const [, first, other] = X_LAST.exec(line) ?? [];
  if (other !== undefined) return bound(turned(other), first);
  const step = STEP.exec(line)?.[1];
  return step === undefined ? undefined : { multipleOf: numberOf(step) };
}

const isUp = (sign: string): boolean => /[<≤]/.test(sign);

/** The sign as it is read from the other side. */
const turned = (sign: string): string =>
  isUp(sign) ? sign.replace("<", ">").replace("≤", "≥") : sign.replace(">", "<").replace("≥", "≤");

/** The bound of an `x` that stands before the sign. */
const bound = (sign: string, limit: string | undefined): JsonObject =>
  isUp(sign) ? upper(sign, numberOf(limit)) : lower(sign, numberOf(limit));

const isStrict = (sign: string): boolean => sign === "<" || sign === ">";
const lower = (sign: string, limit: number): JsonObject => ({
  [isStrict(sign) ? "exclusiveMinimum" : "minimum"]: limit,
});
const upper = (sign: string, limit: number): JsonObject => ({
  [isStrict(sign) ? "exclusiveMaximum" : "maximum"]: limit,
});

function textBounds(line: string): JsonObject | undefined {
  const pattern = /^Pattern: (\S.*)$/.exec(line)?.[1];
  if (pattern !== undefined) return isPattern(pattern) ? { pattern } : undefined;
  return length(line, "string", ["minLength", "maxLength"]);
}

const arrayLength = (line: string): JsonObject | undefined => length(line, "array", ["minItems", "maxItems"]);

/** `Required string length: 1 - 100`, one number for exactly so many, or one side alone. */
function length(line: string, of: string, [least, most]: readonly [string, string]): JsonObject | undefined {
  const words = new RegExp(
    `^(Required|Minimum|Maximum) ${of} length: (\\d+)(?: ?[-–] ?(\\d+))?(?: (?:characters?|elements?|items?))?$`,
  );
  const [, which, first, second] = words.exec(line) ?? [];
  if (which === undefined || (which !== "Required" && second !== undefined)) return undefined;
  return {
    ...(which === "Maximum" ? {} : { [least]: Number(first) }),
    ...(which === "Minimum" ? {} : { [most]: Number(second ?? first) }),
  };
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, "u").source !== "";
  } catch {
    return false;
  }
}
