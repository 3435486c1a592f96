/** Texts and JSON as somebody would write them who wants a reader to fail, to hang, or to say more than it should. */
import fc from "fast-check";
import type { Json } from "../../src/core/json.ts";

/** Runs of a law: some in `npm test`, many in `npm run fuzz`. */
export const RUNS = Number(process.env.FUZZ_RUNS ?? 150);

const PIECES = [
  "\u0000", "\u001b[2J", "\u0007", "\u009b31m", "\u202e", "\u2028", "\ud800", "\udc00", "\ufeff", "\r\n", "\n", "\t", " ",
  "::error::x", "##[add-mask]e", "$(id)", "`id`", "'", '"', "\\", "\\\\", "%25", "&amp;", "at ", "at x (/", "at a(b:1)",
  "C:\\a\\", "/etc/x/", "PrismaClient", "[", "]", "{", "}", "{\"a\":", "<script>", "|", "~1", "~0", "/", "..", "*",
  "secret-token", "secret-", "c2VjcmV0", "must not be", "\"a' ", "é", "😀", "9".repeat(20), "-0", "1e400",
]; // biome-ignore format: a list

/** Text of odd pieces, at times one of them many times over. */
export const hostileText = fc.oneof(
  { weight: 4, arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }).map((all) => all.join("")) },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 20 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...PIECES), fc.integer({ min: 100, max: 1500 }))
      .map(([piece, times]) => piece.repeat(times)),
  },
);

const NAMES = [
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "length",
  "toJSON",
  "",
  "0",
  "-",
  "id",
  "invoice",
];
const hostileName = fc.oneof(fc.constantFrom(...NAMES), hostileText);

const shortLeaf = fc.constantFrom<Json>(null, false, -0, 1e308, "", "\ud800", "secret-token", [], {});

/** JSON values of any kind, some of them wide or deep. */
export const hostileJson: fc.Arbitrary<Json> = fc.letrec<{ value: Json; leaf: Json }>((tie) => ({
  leaf: fc.oneof(
    hostileText,
    fc.constantFrom<Json>(null, true, 0, -0, 1e308, 2 ** 53 + 2, "", [], {}),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  ),
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    { weight: 4, arbitrary: tie("leaf") },
    { weight: 2, arbitrary: fc.array(tie("value"), { maxLength: 4 }) },
    {
      weight: 3,
      arbitrary: fc.array(fc.tuple(hostileName, tie("value")), { maxLength: 5 }).map((entries) => Object.fromEntries(entries)),
    },
    { weight: 1, arbitrary: fc.tuple(tie("leaf"), fc.constantFrom(5, 99, 101, 400)).map(([leaf, levels]) => nested(leaf, levels)) },
    { weight: 1, arbitrary: fc.tuple(shortLeaf, fc.constantFrom(3, 40, 300, 2001)).map(([leaf, count]) => Array.from({ length: count }, () => leaf)) },
    { weight: 1, arbitrary: fc.constantFrom(20, 100, 510).map((count) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, index]))) },
  ),
})).value; // biome-ignore format: a table

function nested(leaf: Json, levels: number): Json {
  let value = leaf;
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

/** The value with another one in the place of one of its parts. */
export const planted = (whole: Json, part: Json, at: number): Json => {
  const places: ((value: Json) => Json)[] = [(value) => value];
  const walk = (value: Json, put: (value: Json) => Json): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [name, member] of Object.entries(value)) {
      const here = (one: Json): Json => {
        if (Array.isArray(value)) return put(value.with(Number(name), one));
        return put({ ...value, [name]: one });
      };
      places.push(here);
      walk(member as Json, here);
    }
  };
  walk(whole, (value) => value);
  return places[at % places.length]?.(part) ?? part;
};

/** The same without tabs, line breaks and separators, which a quoted text may hold. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what must not come out
export const CONTROLS_BUT_LAYOUT = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/;

/** Characters that a terminal or a log obeys, or does not show; line breaks of our own layout aside. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what must not come out
export const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2028\u2029]/;
