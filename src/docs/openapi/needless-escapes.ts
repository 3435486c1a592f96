/** True if a text is a regular expression with the flags. */
export function isExpression(pattern: string, flags: string): boolean {
  try {
    new RegExp(pattern, flags);
    return true;
  } catch {
    return false;
  }
}

/** Characters that a Unicode expression lets escape outside of its letters and digits (ECMA-262, IdentityEscape). */
const ESCAPED = "^$\\.*+?()[]{}|/";

/** An expression in which a backslash before a character that stands for itself anyway is left out. */
export function withoutNeedlessEscapes(pattern: string): string {
  let isInClass = false;
  return pattern.replace(/\\(.)|[[\]]/gsu, (found: string, escaped: string | undefined) => {
    if (escaped === undefined) isInClass = found === "[";
    else if (!isNeeded(escaped, isInClass)) return escaped;
    return found;
  });
}

const isNeeded = (escaped: string, isInClass: boolean): boolean =>
  /[A-Za-z0-9]/.test(escaped) || ESCAPED.includes(escaped) || (escaped === "-" && isInClass);
