/** Number of characters, from the first code point on, whose test is remembered. */
const REMEMBERED = 128;

/** A test of one character against a class, an escape or a literal; the language's engine is asked, so that all agree. */
export function tester(source: string): (code: number) => boolean {
  const expression = new RegExp(`^(?:${source})$`, "u");
  const test = (code: number): boolean => expression.test(String.fromCodePoint(code));
  const known = Array.from({ length: REMEMBERED }, (_, code) => test(code));
  return (code) => known[code] ?? test(code);
}
