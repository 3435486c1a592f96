import type { Parameter } from "../contract/contract.ts";
import { parameterText, parameterTexts } from "../contract/parameters.ts";
import type { Json } from "../core/json.ts";
import { isObject, jsonText } from "../core/json.ts";

/** A name and a text, as a query and a form hold them. */
export type Pair = readonly [name: string, text: string];

/** The style of a parameter, or of a member of a form. */
export type Style = Pick<Parameter, "style" | "explode">;

/** The texts between the items of a list that is one text. */
export const DELIMITERS: { readonly [style: string]: string } = {
  form: ",",
  spaceDelimited: " ",
  pipeDelimited: "|",
};

export const isExploded = ({
  style = "form",
  explode = style === "form" || style === "deepObject",
}: Style): boolean => explode;

/** The pairs of a query that stand for a parameter's value (OpenAPI 3.1, Style Examples). */
export function queryPairs(name: string, value: Json, given: Style): Pair[] {
  const { style = "form" } = given;
  if (style === "json") return [[name, jsonText(value)]];
  if (style === "deepObject") return deepPairs(name, value);
  if (isExploded(given))
    return isObject(value)
      ? Object.entries(value).map(([key, member]) => [key, parameterText(member)])
      : parameterTexts(value).map((text) => [name, text]);
  const texts = isObject(value) ? membersOf(value, ",") : parameterTexts(value);
  if (texts.length === 0) return [];
  return [[name, texts.join(DELIMITERS[style] ?? ",")]];
}

/** `name[key]=text`; each item of a list that is no object goes by `name[]`. */
export function deepPairs(name: string, value: Json): Pair[] {
  if (isObject(value))
    return Object.entries(value).flatMap(([key, member]) => deepPairs(`${name}[${key}]`, member));
  if (!Array.isArray(value)) return [[name, parameterText(value)]];
  return value.flatMap((item, index) =>
    typeof item === "object" && item !== null
      ? deepPairs(`${name}[${index}]`, item)
      : [[`${name}[]`, parameterText(item)]],
  );
}

/** The texts of a path's or a header's value in the style `simple`, between which commas stand. */
export function simpleTexts(value: Json, { explode = false }: Style): string[] {
  return isObject(value) ? membersOf(value, explode ? "=" : ",") : parameterTexts(value);
}

/** Each member of an object: its name and its text, as one where a sign stands between them. */
const membersOf = (value: { [name: string]: Json }, between: "," | "="): string[] =>
  Object.entries(value).flatMap(([name, member]) =>
    between === "," ? [name, parameterText(member)] : [`${name}=${parameterText(member)}`],
  );
