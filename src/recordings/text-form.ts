const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Decimal digits, as many as are asked for, which tell pseudonyms apart. */
export type Digits = (count: number) => string;

/**
 * A text of the same form as an id: a UUID for a UUID, digits for digits, hexadecimal digits for those, else letters
 * and digits in the same cases, with a short prefix such as `usr_` kept; of the same length wherever the digits fit.
 */
export function inForm(value: string, label: string, digits: Digits): string {
  if (UUID.test(value)) {
    const all = digits(30);
    const parts = [all.slice(0, 8), all.slice(8, 12), `4${all.slice(12, 15)}`, `8${all.slice(15, 18)}`];
    return [...parts, all.slice(18)].join("-");
  }
  const [, prefix = "", own = ""] = /^([a-z]{2,8}[_:-])?(.*)$/s.exec(value) ?? [];
  const room = Math.max(own.length, label.length + LEAST_DIGITS);
  if (/^\d+$/.test(own)) return `${prefix}1${digits(Math.max(own.length - 1, LEAST_DIGITS))}`;
  if (/^[0-9a-f]+$/.test(own)) return `${prefix}a${digits(room - 1)}`;
  if (/^[0-9A-F]+$/.test(own)) return `${prefix}A${digits(room - 1)}`;
  const cased = /[A-Z]/.test(own) ? (/[a-z]/.test(own) ? label : label.toUpperCase()) : label.toLowerCase();
  return `${prefix}${cased}${digits(room - label.length)}`;
}

const LEAST_DIGITS = 4;

/** True if a word of 16 characters or more looks made by a machine: random letters and digits, not words put together. */
export function looksMade(word: string): boolean {
  if (UUID.test(word) || /^\d+$/.test(word)) return true;
  if (isMixed(word) && turnsOften(word)) return true;
  return word.split(/[-_]/).some((part) => part.length >= 10 && (isMixed(part) || turnsOften(part)));
}

/**
 * True if the case changes often: random letters change it at every other one, words only twice for each that begins
 * with a capital.
 */
const turnsOften = (text: string): boolean =>
  (text.match(/[a-z](?=[A-Z])|[A-Z](?=[a-z])/g) ?? []).length > text.length * 0.32;

/** True for letters with digits between them, or with several: a single digit at the end only counts things. */
const isMixed = (text: string): boolean =>
  /[A-Za-z]/.test(text) && (/\d[A-Za-z]/.test(text) || /\d.*\d/.test(text));
