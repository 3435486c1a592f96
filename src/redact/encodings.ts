/** One way to write a text. */
export interface Encoding {
  /** For each of its characters, the forms it may have. */
  readonly units: readonly Unit[];
  /** The regular expression of the text between two of them. */
  readonly gap: string;
  /** The same in a text without escapes and line breaks. */
  readonly plainGap: string;
  /** The regular expression of the text after the last of them that repeats it. */
  readonly tail?: string;
  /** True if its units are numbers, whose place in JSON only a number can take. */
  readonly isNumeric?: true;
}

/** The forms that one character may have. */
export interface Unit {
  /** The regular expression of the character where nothing is escaped or broken into lines. */
  readonly plain: string;
  /** The regular expressions of all its forms. */
  readonly forms: readonly string[];
  /** The same where it is the first: of the backslashes before it there is one at most, so that a run of them is read once. */
  readonly first: readonly string[];
}

/** Characters by which an escape or a line break shows; without one, every unit is plain. */
export const MAY_ESCAPE = /[\\%&\r\n]|=[\da-f]{2}/i;

/** A run of backslashes: JSON within JSON within JSON doubles them each time. */
const ESCAPES = "\\\\{0,8}";

/** A line break, in JSON too, however often that was written as JSON again. */
const BREAK = "(?:\\r?\\n|(?:\\\\{1,8}r)?\\\\{1,8}n)";

/** A line break as a mail encoder (a soft one too, RFC 2045, 6.7) or a JSON writer may put it into a long text, and blanks after it. */
const LINE_BREAK = `(?:=?${BREAK}[ \\t]{0,8})?`;

/** The text between two bytes in hexadecimal: blanks and marks, or the rest of a dump's line and the next one's offset. */
const HEX_GAP = `(?:[ \\t,:;-]{0,3}(?:\\\\{0,8}0?[xX])?|[^\\r\\n\\\\]{0,24}${BREAK}(?:[\\da-fA-F]{4,16}[: \\t])?[ \\t]{0,8})`;

/** The end of a dump's line: further bytes, and all of them as text. */
const HEX_TAIL = "(?:(?:[ \\t]{0,2}[\\da-fA-F]{2}){0,16}[ \\t]{2,60}[^\\r\\n\\\\]{1,18})?";

const BLANKS = `(?:[ \\t]|${BREAK}|\\\\{1,8}t){0,40}`;

/** The text between two numbers of a list, or of an object with their indices for names (the JSON of a typed array). */
const LIST_GAP = `(?:${BLANKS},${BLANKS}(?:\\\\{0,8}"\\d{1,6}\\\\{0,8}"[ ]?:[ ]?)?|[ ])`;

const NAMED: { readonly [char: string]: string } = {
  "&": "amp",
  "<": "lt",
  ">": "gt",
  '"': "quot",
  "'": "apos",
};

/**
 * The ways in which an endpoint may write a text that it was sent, beside the text itself: in another case, backwards, over
 * lines, with any of its characters escaped (JSON, also nested; percent-encoding, also repeated; HTML; quoted-printable), as
 * hexadecimal digits, also in a dump, as a list of numbers, and in base64, plain or for URLs, also of base64, wherever in the
 * encoded bytes the text begins.
 */
export function encodingsOf(text: string): Encoding[] {
  const chars = [...text].map(escaped);
  const bytes = [...Buffer.from(text)];
  const lines = { gap: LINE_BREAK, plainGap: "" };
  return [
    { units: chars, ...lines },
    { units: chars.toReversed(), ...lines },
    { units: bytes.map(hexadecimal), gap: HEX_GAP, plainGap: HEX_GAP, tail: HEX_TAIL },
    { units: bytes.map(number), gap: LIST_GAP, plainGap: LIST_GAP, isNumeric: true },
    ...[...base64Of(text), ...nestedBase64(text)].map((encoded) => ({
      units: [...encoded].map(base64Char),
      ...lines,
    })),
  ];
}

/** Base64 of base64 of a text, whichever of its alphabets the inner one has. */
function nestedBase64(text: string): Set<string> {
  const inner = base64Of(text).flatMap((coded) => [coded, coded.replaceAll("+", "-").replaceAll("/", "_")]);
  return new Set(inner.flatMap(base64Of));
}

/** A character of printable ASCII in either case, itself or escaped; a backslash would be one of its own escapes. */
function escaped(char: string): Unit {
  const cases = [...new Set([char, char.toLowerCase(), char.toUpperCase()])];
  const codes = cases.map((variant) => variant.charCodeAt(0));
  const hex = anyOf(codes.map(hexDigits));
  const names = cases.flatMap((variant) => NAMED[variant] ?? []);
  const entities = [`#0{0,5}${anyOf(codes.map(String))}`, `#[xX]0{0,5}${hex}`, ...names];
  const plain = anyOf(cases.map(literal));
  const codePoint = `\\\\(?:u00${hex}|u\\{0{0,4}${hex}\\}|x${hex})`;
  const others = [`=${hex}`, `%(?:25){0,3}${hex}`, `&(?:amp;){0,3}${anyOf(entities)};?`];
  return {
    plain,
    forms: [ESCAPES + plain, `\\\\{0,7}${codePoint}`, ...others],
    first: [plain, codePoint, ...others],
  };
}

const alone = (plain: string): Unit => ({ plain, forms: [plain], first: [plain] });

const hexadecimal = (byte: number): Unit => alone(hexDigits(byte));

const number = (byte: number): Unit => alone(`${byte}(?!\\d)`);

const hexDigits = (code: number): string =>
  [...code.toString(16).padStart(2, "0")]
    .map((digit) => (/[a-f]/.test(digit) ? `[${digit}${digit.toUpperCase()}]` : digit))
    .join("");

/** The characters that a text alone decides, for each number of bytes that may stand before it in the group of three. */
const base64Of = (text: string): string[] =>
  [0, 1, 2].map((before) => {
    const bits = Buffer.byteLength(text) * 8;
    const encoded = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]).toString("base64");
    return encoded.slice(Math.ceil((before * 8) / 6), Math.floor((before * 8 + bits) / 6));
  });

function base64Char(char: string): Unit {
  const same = char === "+" ? ["+", "-"] : char === "/" ? ["/", "_"] : [char];
  const plain = anyOf(same.map(literal));
  const codes = anyOf(same.map((variant) => hexDigits(variant.charCodeAt(0))));
  const isSymbol = same.length > 1;
  const escapes = isSymbol ? [`%(?:25){0,3}${codes}`, `\\\\u00${codes}`] : [];
  return {
    plain,
    forms: [ESCAPES + plain, ...escapes.map((form) => (form.startsWith("%") ? form : `\\\\{0,7}${form}`))],
    first: [plain, ...escapes],
  };
}

/** A pattern of several, of which one must match. */
export const anyOf = (patterns: readonly string[]): string => `(?:${patterns.join("|")})`;

const literal = (char: string): string => char.replace(/[.*+?^${}()|[\]\\/-]/, "\\$&");
