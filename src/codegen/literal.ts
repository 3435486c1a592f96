/** The one place where what documents say becomes code: a value as a literal, a name as a key, a text in a comment. */

/** Characters that end a line, that nobody sees, or that turn the order of others round. */
const UNSEEN = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

const escaped = (text: string): string =>
  text
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");

/** Code in which every unseen character of its strings and comments is written as an escape. */
export const visible = (code: string): string => code.replace(UNSEEN, escaped);

/** A plain `__proto__` key of a literal would set the prototype; a quote inside a string has a backslash before it. */
export const withOwnProto = (code: string): string =>
  code.replace(/(?<!\\)"__proto__":/g, () => '["__proto__"]:');

/** A JSON value as an expression that makes exactly this value. */
export const literal = (value: unknown, indent?: number): string =>
  visible(withOwnProto(JSON.stringify(value, undefined, indent)));

/** A name as the key of an object literal. */
export const propertyKey = (name: string): string => (name === "__proto__" ? '["__proto__"]' : literal(name));

/** A text that stays within one line of a comment. */
export const commentText = (text: string): string =>
  visible(text.replace(/[\t\n\r]/g, escaped)).replaceAll("*/", "*\\/");

/** The options that are given, as an object literal; nothing where there are none. */
export function optionsLiteral(given: { readonly [name: string]: unknown }): string {
  const set = Object.entries(given).filter(([, value]) => value !== undefined);
  return set.length === 0 ? "" : `{ ${set.map(([name, value]) => `${name}: ${literal(value)}`).join(", ")} }`;
}
