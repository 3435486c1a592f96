import type { Json } from "../../core/json.ts";
import { isObject, own } from "../../core/json.ts";
import { quote } from "../capture-error.ts";
import type { Field } from "./field.ts";
import { type PageText, refuse } from "./page-text.ts";

/** Refusal of a page whose nested attributes are open: as text they cannot be told from the fields beside their object. */
export function refuseNested(page: PageText, index: number, wrong: string): never {
  refuse(page, index, {
    wrong,
    expected: "the page's own fields, nested ones collapsed",
    todo: "fold the child attributes and copy the page again",
  });
}

/** Refuses a field that the example shows inside the object listed before it, and not beside that. */
export function refuseUnfolded(page: PageText, fields: readonly Field[], example: Json | undefined): void {
  if (!isObject(example)) return;
  let holder: Field | undefined;
  for (const field of fields) {
    const isBeside = own(example, field.name) !== undefined;
    if (holder && !isBeside && inside(own(example, holder.name)).includes(field.name))
      refuseNested(
        page,
        field.line,
        `${quote(field.name)} is an attribute of ${quote(holder.name)}, which is open`,
      );
    if (field.type.base === "object") holder = field;
  }
}

/** The names inside an object, or inside the objects of a list. */
function inside(value: Json | undefined): string[] {
  if (Array.isArray(value)) return value.flatMap(inside);
  return isObject(value) ? Object.keys(value) : [];
}
