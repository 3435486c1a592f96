import type { Json } from "../core/json.ts";
import { isObject, jsonText } from "../core/json.ts";
import type { Operation, Parameter } from "./contract.ts";

/** The parameters of an operation that stand in the path, in the query or among the headers. */
export const parametersIn = (
  { parameters }: Pick<Operation, "parameters">,
  where: Parameter["in"],
): readonly Parameter[] => parameters.filter((parameter) => parameter.in === where);

/** The texts that a parameter is limited to; none where any will do. */
export function listedTexts({ schema }: Parameter): readonly string[] {
  if (typeof schema === "boolean") return [];
  return (schema.const === undefined ? (schema.enum ?? []) : [schema.const]).map(String);
}

/** A value of a parameter as it is sent, before any encoding; null is an empty text. */
export const parameterText = (value: Json): string =>
  typeof value === "string" ? value : value === null ? "" : jsonText(value);

/** A value as the texts that stand for it: one for each item of a list (OpenAPI 3.1, styles `simple` and exploded `form`). */
export const parameterTexts = (value: Json): string[] =>
  (Array.isArray(value) ? value : [value]).map(parameterText);

/** The characters that any endpoint reads alike in a header (RFC 9110 §5.5). */
const PRINTABLE = /^[!-~]([ -~]*[!-~])?$/;

/** The characters of a path's segment that proxies and servers read alike, once they have decoded it. */
const SEGMENT = /^(?!\.{1,2}$)[^/\\?#%\p{Cc}\p{Cs}]+$/u;

/** True if any endpoint reads a header of this text as it was sent. */
export const isPrintable = (text: string): boolean => PRINTABLE.test(text);

/** True if any endpoint reads a parameter's value as it was sent; an empty text or list may as well be left out. */
export function isCarried(
  { in: member, style, explode }: Pick<Parameter, "in" | "style" | "explode">,
  value: Json,
): boolean {
  if (style === "json") return member === "query";
  if (isObject(value)) return isObjectCarried({ in: member }, value, style);
  if (Array.isArray(value) && value.some((item) => typeof item === "object" && item !== null)) return false;
  const texts = parameterTexts(value);
  if (texts.length === 0 || texts.includes("")) return false;
  if (member === "query")
    return !isJoined({ style, explode }, value) || !texts.some((text) => /[, |]/.test(text));
  const isWhole = member === "header" ? isPrintable : (text: string) => SEGMENT.test(text);
  return texts.every(isWhole) && (!Array.isArray(value) || !texts.some((text) => text.includes(",")));
}

/** An object is carried where each member is one text of its own; further brackets would be read as a place in it. */
function isObjectCarried(
  { in: member }: Pick<Parameter, "in">,
  value: { readonly [name: string]: Json },
  style: Parameter["style"],
): boolean {
  const members = Object.entries(value);
  const isList = (text: Json): boolean => style === "deepObject" && Array.isArray(text);
  return (
    members.length > 0 &&
    members.every(
      ([name, text]) =>
        name !== "" &&
        !/[[\],=]/.test(name) &&
        (typeof text !== "object" || text === null || isList(text)) &&
        isCarried({ in: member }, text) &&
        (style === "deepObject" || !String(text).includes(",")),
    )
  );
}

/** True for a list that is written as one text. */
const isJoined = (
  { style, explode }: { style?: Parameter["style"] | undefined; explode?: boolean | undefined },
  value: Json,
): boolean =>
  Array.isArray(value) && (explode === false || (explode === undefined && /Delimited$/.test(style ?? "")));
