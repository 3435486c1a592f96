import { linearPattern } from "../contract/pattern/linear-pattern.ts";

/** Texts that an endpoint might let through where it does not anchor a pattern, or not enforce it. */
const TEXTS = ["not this pattern", "", "0", "\u{1F4C5}"];

/** Those of a few texts that do not match a pattern. */
export function mismatches(pattern: string): string[] {
  const expression = linearPattern(pattern);
  return TEXTS.filter((text) => !expression.test(text));
}
