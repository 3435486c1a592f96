import { quote } from "../capture-error.ts";
import { NO_BOUNDS, withBoundLine } from "./bound-lines.ts";
import type { Field, FieldList } from "./field.ts";
import { fieldDescription, isListItem } from "./field-description.ts";
import { fieldPath, refuseHiddenField, refuseNoField, refuseOrphan, startsField } from "./field-start.ts";
import { fieldType } from "./field-type.ts";
import { checkValues, EXAMPLE, OPTIONS, readDefault, readExample, readOptions } from "./field-values.ts";
import { refuseNested } from "./nested-fields.ts";
import { lineAt, lineNumber, refuse, skipBlank } from "./page-text.ts";

const HIDE_CHILD = /^[-–−]?\s*Hide (?:\d+ )?child attributes?$/i;
// Where a parameter stands is said by its section already.
const PLACES = ["header", "path", "query", "cookie", "body"];

/** Reads the fields from `start` up to the end of the list; a name that stands twice is refused. */
export function readFields(list: FieldList, start: number): Field[] {
  const fields = new Map<string, Field>();
  let at = skipBlank(list.page, start, list.end);
  while (at < list.end) {
    const [field, next] = readField(list, at);
    const twin = fields.get(field.path);
    if (twin !== undefined) {
      refuse(list.page, at, {
        wrong: `field ${quote(field.name)} stands twice, first at line ${lineNumber(list.page, twin.line)}`,
        expected: "each field once",
      });
    }
    fields.set(field.path, field);
    if (field.path !== field.name) holderOf(list, field, fields).children.push(field);
    at = skipBlank(list.page, next, list.end);
  }
  return [...fields.values()].filter(({ path, name }) => path === name);
}

/** The object that a nested field is in, which the page shows before it. */
function holderOf({ page }: FieldList, { path, line }: Field, fields: ReadonlyMap<string, Field>): Field {
  const holder = fields.get(path.slice(0, path.lastIndexOf(".")));
  return holder?.type.base === "object" ? holder : refuseOrphan(page, line);
}

function readField(list: FieldList, start: number): [Field, number] {
  const { page } = list;
  const type = fieldType(lineAt(page, start + 1));
  if (!startsField(page, start) || type === undefined || start + 1 >= list.end) refuseNoField(page, start);
  const path = fieldPath(lineAt(page, start));
  const field: Field = {
    name: path.at(-1) ?? "",
    path: path.join("."),
    children: [],
    line: start,
    type,
    required: false,
    deprecated: false,
    description: "",
    bounds: NO_BOUNDS,
  };
  const next = readDetails(list, field, readAttributes(list, field, start + 2));
  checkValues(page, field);
  return [field, next];
}

function readAttributes(list: FieldList, field: Field, start: number): number {
  const { page } = list;
  let at = start;
  for (; at < list.end && !startsField(page, at); at += 1) {
    const line = lineAt(page, at);
    if (line === "" || line === OPTIONS || line === EXAMPLE) break;
    if (withBoundLine(field.bounds, line, field.type) !== undefined) break;
    if (line === "required") field.required = true;
    else if (line === "deprecated") field.deprecated = true;
    else if (line.startsWith("default:")) field.default = readDefault(page, at, field.type);
    else if (!PLACES.includes(line)) refuseNoField(page, at);
  }
  return at;
}

/** Reads description, bounds, options and example up to the next field, and returns where that begins. */
function readDetails(list: FieldList, field: Field, start: number): number {
  const { page } = list;
  const text: string[] = [];
  let mayStart = true;
  let at = start;
  while (at < list.end && !(mayStart && startsField(page, at))) {
    const next = readMarked(list, field, at);
    if (next === undefined) {
      const line = lineAt(page, at);
      if (mayStart && line !== "") refuseHiddenField(page, at, list.shown);
      text.push(line);
      // A field follows a blank line or a list item; after a line of prose the paragraph goes on.
      mayStart = line === "" || isListItem(line);
    } else mayStart = true;
    at = next ?? at + 1;
  }
  field.description = fieldDescription(text);
  return at;
}

/** Reads the options, the example or the bounds that a line gives; returns the line after them, undefined where it is prose. */
function readMarked(list: FieldList, field: Field, at: number): number | undefined {
  const line = lineAt(list.page, at);
  if (line === OPTIONS) return readOptions(list, field, at);
  if (line === EXAMPLE) return readExample(list, field, at);
  if (HIDE_CHILD.test(line)) {
    const next = lineAt(list.page, skipBlank(list.page, at + 1, list.end));
    if (fieldPath(next).slice(0, -1).join(".") === field.path) return at + 1;
    refuseNested(list.page, at, `the attributes of ${quote(field.name)} are open`);
  }
  const bounds = withBoundLine(field.bounds, line, field.type);
  if (bounds === undefined) return undefined;
  field.bounds = bounds;
  return at + 1;
}
