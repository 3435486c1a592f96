import { quote } from "../capture-error.ts";
import { fieldType, TYPE_WORDS } from "./field-type.ts";
import { lineAt, type PageText, type Refusal, refuse } from "./page-text.ts";

const NAME = /^[A-Za-z_$][\w$-]*$/;
/** The name of a nested field as some pages write it, after the names of the objects that it is in: `lines[].price`. */
const NESTED = /^[A-Za-z_$][\w$-]*(?:(?:\[\])*\.[A-Za-z_$][\w$-]*)+$/;
const TYPE_LIKE = /^[a-z]+(?:<[\w-]+>)?(?:\[\])*$/;
const ATTRIBUTE = /^(?:required|deprecated|default:.*)$/;

/** True if a field begins at this line: a name line, then a type line. */
export function startsField(page: PageText, index: number): boolean {
  const line = lineAt(page, index);
  return (NAME.test(line) || NESTED.test(line)) && fieldType(lineAt(page, index + 1)) !== undefined;
}

/** The names of the objects that a field is in, and its own one last. */
export const fieldPath = (line: string): string[] => line.replaceAll("[]", "").split(".");

/** Refuses the name of a field in an object that the page does not show before. */
export function refuseOrphan(page: PageText, index: number): never {
  refuse(page, index, {
    wrong: `${quote(lineAt(page, index))} is no field name`,
    expected: "the page's own fields, nested ones collapsed",
    todo: "collapse the child attributes and copy the page again",
  });
}

/** Refuses a line where only a field can begin, naming the type line if that is what is wrong. */
export function refuseNoField(page: PageText, index: number): never {
  const isPair = NAME.test(lineAt(page, index)) && TYPE_LIKE.test(lineAt(page, index + 1));
  if (isPair && !startsField(page, index + 1)) {
    refuse(page, index + 1, unknownType(lineAt(page, index + 1)));
  }
  refuse(page, index, {
    wrong: `no field begins at ${quote(lineAt(page, index))}`,
    expected: "a field: its name on one line, its type on the next",
  });
}

/**
 * Refuses a paragraph of a description that is really a field the reader cannot understand, since as text it would be
 * lost. The evidence is an attribute after the type, a type in brackets, a nested name, or a name the examples show.
 */
export function refuseHiddenField(page: PageText, index: number, shown: ReadonlySet<string>): void {
  const name = lineAt(page, index);
  const type = lineAt(page, index + 1);
  if (/^\S+$/.test(name) && fieldType(type) !== undefined) refuseOrphan(page, index);
  if (!NAME.test(name) || !TYPE_LIKE.test(type)) return;
  const evident = ATTRIBUTE.test(lineAt(page, index + 2)) || /[<[]/.test(type) || shown.has(name);
  if (evident) refuse(page, index + 1, unknownType(type));
}

function unknownType(type: string): Refusal {
  return {
    wrong: `${quote(type)} is no known type`,
    expected: TYPE_WORDS,
    todo: "correct the line, or teach src/docs/page/field-type.ts the type",
  };
}
