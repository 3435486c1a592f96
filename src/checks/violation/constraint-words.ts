/** A constraint that words of a refusal tell: a JSON Schema keyword, or `is` for a form that the words name. */
export type ConstraintKeyword =
  | "minimum"
  | "exclusiveMinimum"
  | "maximum"
  | "exclusiveMaximum"
  | "minLength"
  | "maxLength"
  | "minItems"
  | "maxItems"
  | "uniqueItems"
  | "multipleOf"
  | "pattern"
  | "enum"
  | "integer"
  | "not empty"
  | "format";

/** Words of a refusal, by the constraint that they tell; a group is its value. */
type Wording = readonly [keyword: ConstraintKeyword, pattern: RegExp];

const N = String.raw`(-?\d+(?:\.\d+)?)`;
const CHARACTERS = String.raw`character(?:s|\(s\))?`;
const ITEMS = String.raw`(?:items?|elements?|element\(s\)|item\(s\))`;

/**
 * The wordings of class-validator, Ajv, Zod, Joi, Laravel, Django, Rails and Jakarta Validation; what is about lengths and items
 * stands before what is about numbers, for the words are alike.
 */
export const WORDINGS: readonly Wording[] = [
  ["minLength", new RegExp(`(?:longer than or equal to|fewer than|at least|minimum is|min(?:imum)? of) ${N} ${CHARACTERS}`, "i")],
  ["maxLength", new RegExp(`(?:shorter than or equal to|more than|at most|maximum is|greater than|less than or equal to|max(?:imum)? of) ${N} ${CHARACTERS}`, "i")],
  ["minItems", new RegExp(`(?:contain at least|fewer than|at least|have at least) ${N} ${ITEMS}`, "i")],
  ["maxItems", new RegExp(`(?:contain (?:no more than|not more than|at most|less than or equal to)|not more than|more than|at most) ${N} ${ITEMS}`, "i")],
  ["uniqueItems", /elements must be unique|duplicate items|contains a duplicate|must be unique/i],
  ["minimum", new RegExp(`(?:must not be less than|greater than or equal to|larger than or equal to|at least|>=) ?${N}`, "i")],
  ["maximum", new RegExp(`(?:must not be greater than|less than or equal to|smaller than or equal to|at most|may not be greater than|<=) ?${N}`, "i")],
  ["exclusiveMinimum", new RegExp(`(?:must be greater than|must be more than|expected .{0,40}>|must be >) ?${N}`, "i")],
  ["exclusiveMaximum", new RegExp(`(?:must be less than|must be <) ?${N}`, "i")],
  ["exclusiveMinimum", /must be (?:a )?positive(?: number)?()/i],
  ["exclusiveMaximum", /must be (?:a )?negative(?: number)?()/i],
  ["multipleOf", new RegExp(`(?:multiple of|divisible by) ${N}`, "i")],
  ["enum", /one of (?:the following values|the allowed values)?:? ?(.{0,200})|invalid enum value\. expected (.{0,200})|is not a valid choice|is not included in the list|the selected .{1,60} is invalid/i],
  ["integer", /must be an? integer|expected integer|is not an integer|a valid integer/i],
  ["format", /must be an? ((?:valid )?(?:https? )?(?:URL|URI)(?: address)?)|(invalid ur[li])|enter a valid (URL)|a valid (ur[li])|match format "(ur[li])"/i],
  ["format", /must be an? ((?:valid )?e-?mail(?: address)?)|(invalid e-?mail)|enter a valid (e-?mail address)|match format "(email)"/i],
  ["format", /must be an? ((?:valid )?(?:hexadecimal colou?r|hex colou?r|HSL colou?r|RGB colou?r|UUID|GUID|mongodb id|(?:E\.164 )?ph\w{1,10} number|time ?zone|IANA time ?zone|ISO ?8601 date(?: string)?|date(?: string| instance)?|locale|IP(?: address)?|JSON string|base64.{0,20}|JWT string|currency|country code|latitude.{0,20}|credit card|military time.{0,20}|hostname|port|day of week))/i],
  ["format", /match format "([\w-]{1,40})"|(invalid (?:uuid|date(?:time)?|time|ip|cuid|emoji|base64))/i],
  ["pattern", /must match (\/.{1,200}\/)|must match pattern "(.{1,200})"|match the required pattern: (.{1,200})|match the following:? "?(.{1,200})/i],
  ["not empty", /(?:should|must|can|may) ?not be (?:empty|blank)|can't be blank|not allowed to be empty/i],
]; // biome-ignore format: a table reads better in lines

/** The constraint that the words tell, with its value where they have one; undefined where they tell none that is known. */
export function constraintIn(
  words: string,
): { readonly keyword: ConstraintKeyword; readonly value: string } | undefined {
  for (const [keyword, pattern] of WORDINGS) {
    const found = pattern.exec(words);
    if (found) return { keyword, value: (found.slice(1).find((group) => group !== undefined) ?? "").trim() };
  }
  return undefined;
}
