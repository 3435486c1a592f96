import type { Json } from "../core/json.ts";
import { jsonText } from "../core/json.ts";
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
export function isCarried(member: Parameter["in"], value: Json): boolean {
  const texts = parameterTexts(value);
  if (texts.length === 0 || texts.includes("")) return false;
  if (member === "query") return true;
  const isWhole = member === "header" ? isPrintable : (text: string) => SEGMENT.test(text);
  return texts.every(isWhole) && (!Array.isArray(value) || !texts.some((text) => text.includes(",")));
}
