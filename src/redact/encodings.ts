/** One way to write a text: for each of its characters, the forms it may have. */
export type Encoding = readonly Unit[];

/** The forms that one character may have. */
export interface Unit {
  /** The regular expression of the character where nothing is escaped or broken into lines. */
  readonly plain: string;
  /** The regular expressions of all its forms. */
  readonly forms: readonly string[];
}

/** Characters by which an escape or a line break shows; without one, every unit is plain. */
export const MAY_ESCAPE = /[\\%&\r\n]/;

/** A run of backslashes: JSON within JSON within JSON doubles them each time. */
const ESCAPES = "\\\\{0,8}";

/** A line break as a mail encoder or a JSON writer may put it into a long text. */
const LINE_BREAK = "(?:\\r?\\n|(?:\\\\{1,8}r)?\\\\{1,8}n)?";

const NAMED: { readonly [char: string]: string } = {
  "&": "amp",
  "<": "lt",
  ">": "gt",
  '"': "quot",
  "'": "apos",
};

/**
 * The ways in which an endpoint may write a text that it was sent, beside the text itself: in another case, with any of its
 * characters escaped (JSON, also nested; percent-encoding, also repeated; HTML), as hexadecimal digits, and in base64, plain
 * or for URLs, wherever in the encoded bytes the text begins.
 */
export function encodingsOf(text: string): Encoding[] {
  return [[...text].map(escaped), [...Buffer.from(text)].map(hexadecimal), ...[0, 1, 2].map(base64(text))];
}

/** A character of printable ASCII in either case, itself or escaped; a backslash would be one of its own escapes. */
function escaped(char: string): Unit {
  const cases = [...new Set([char, char.toLowerCase(), char.toUpperCase()])];
  const codes = cases.map((variant) => variant.charCodeAt(0));
  const hex = anyOf(codes.map(hexDigits));
  const names = cases.flatMap((variant) => NAMED[variant] ?? []);
  const entities = [`#0{0,5}${anyOf(codes.map(String))}`, `#[xX]0{0,5}${hex}`, ...names];
  const plain = anyOf(cases.map(literal));
  const forms = [
    ESCAPES + plain,
    `\\\\{1,8}(?:u00${hex}|u\\{0{0,4}${hex}\\}|x${hex})`,
    `%(?:25){0,3}${hex}`,
    `&(?:amp;){0,3}${anyOf(entities)};?`,
  ];
  return { plain, forms };
}

const hexadecimal = (byte: number): Unit => ({ plain: hexDigits(byte), forms: [hexDigits(byte)] });

const hexDigits = (code: number): string =>
  [...code.toString(16).padStart(2, "0")]
    .map((digit) => (/[a-f]/.test(digit) ? `[${digit}${digit.toUpperCase()}]` : digit))
    .join("");

/** The characters that the text alone decides when so many bytes stand before it in the group of three. */
const base64 =
  (text: string) =>
  (before: number): Encoding => {
    const bits = Buffer.byteLength(text) * 8;
    const encoded = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]).toString("base64");
    const first = Math.ceil((before * 8) / 6);
    const end = Math.floor((before * 8 + bits) / 6);
    return [...encoded.slice(first, end)].map(base64Char);
  };

function base64Char(char: string): Unit {
  const same = char === "+" ? ["+", "-"] : char === "/" ? ["/", "_"] : [char];
  const plain = anyOf(same.map(literal));
  const codes = anyOf(same.map((variant) => hexDigits(variant.charCodeAt(0))));
  const isSymbol = same.length > 1;
  const escapedForms = isSymbol ? [`%(?:25){0,3}${codes}`, `\\\\{1,8}u00${codes}`] : [];
  return { plain, forms: [ESCAPES + plain, ...escapedForms].map((form) => LINE_BREAK + form) };
}

/** A pattern of several, of which one must match. */
export const anyOf = (patterns: readonly string[]): string => `(?:${patterns.join("|")})`;

const literal = (char: string): string => char.replace(/[.*+?^${}()|[\]\\/-]/, "\\$&");
