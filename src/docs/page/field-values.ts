import type { Json } from "../../core/json.ts";
import { quote } from "../capture-error.ts";
import type { Field, FieldList } from "./field.ts";
import type { FieldType } from "./field-type.ts";
import { jsonBlock } from "./json-block.ts";
import { lineAt, type PageText, refuse, skipBlank } from "./page-text.ts";
import { typedValue } from "./typed-value.ts";

/** The lines that announce a field's options and its example. */
export const OPTIONS = "Available options:";
export const EXAMPLE = "Example:";

/** Reads a `default:` line as the declared type. */
export function readDefault(page: PageText, index: number, type: FieldType): Json {
  const text = lineAt(page, index).slice("default:".length);
  const value = typedValue(text, type);
  if (value !== undefined) return value;
  refuse(page, index, {
    wrong: `default ${quote(text)} is not of the declared type`,
    expected: `a ${type.base}`,
  });
}

/** Reads the options below their marker, one a line with a comma after all but the last; returns the line after them. */
export function readOptions(list: FieldList, field: Field, marker: number): number {
  const { page } = list;
  if (field.options !== undefined || !field.type.isEnum) {
    refuse(page, marker, {
      wrong: `options for ${quote(field.name)}`,
      expected: "one list of options, in an enum",
    });
  }
  const options: Json[] = [];
  let at = marker;
  let isLast = false;
  while (!isLast) {
    at += 1;
    const line = at < list.end ? lineAt(page, at) : "";
    isLast = !line.endsWith(",");
    options.push(readOption(page, at, isLast ? line : line.slice(0, -1), field.type, options));
  }
  field.options = options;
  return at + 1;
}

function readOption(
  page: PageText,
  index: number,
  text: string,
  type: FieldType,
  before: readonly Json[],
): Json {
  const value = text === "" ? undefined : typedValue(text, { ...type, depth: 0 });
  if (value !== undefined && !before.includes(value)) return value;
  refuse(page, index, {
    wrong: `${quote(text)} is no option`,
    expected: `a ${type.base} that is not listed yet`,
  });
}

/** Reads the JSON below the marker of an example, up to a blank line; returns the line after it. */
export function readExample(list: FieldList, field: Field, marker: number): number {
  const from = skipBlank(list.page, marker + 1, list.end);
  let to = from;
  while (to < list.end && lineAt(list.page, to) !== "") to += 1;
  field.example = jsonBlock(list.page, from, to);
  return to;
}

/** Refuses an enum without options, and a default that is none of them. */
export function checkValues(page: PageText, field: Field): void {
  const { options, default: value } = field;
  if (field.type.isEnum && options === undefined) {
    refuse(page, field.line, { wrong: `enum ${quote(field.name)} has no options`, expected: `"${OPTIONS}"` });
  }
  if (value === undefined || options === undefined) return;
  const values = Array.isArray(value) ? value : [value];
  if (values.every((item) => item === null || options.includes(item))) return;
  refuse(page, field.line, {
    wrong: `the default of ${quote(field.name)} is none of its options`,
    expected: options.join(", "),
  });
}
