/** How many characters, from the first on, are looked up but once. */
const REMEMBERED = 128;

/** Whether a character is of a class, an escape or itself: asked of the engine, so that it means what it does elsewhere. */
export function tester(source: string): (code: number) => boolean {
  const expression = new RegExp(`^(?:${source})$`, "u");
  const test = (code: number): boolean => expression.test(String.fromCodePoint(code));
  const known = Array.from({ length: REMEMBERED }, (_, code) => test(code));
  return (code) => known[code] ?? test(code);
}
