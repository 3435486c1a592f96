import { createHash } from "node:crypto";
import { type PrivateKind, replacePrivateTexts, WORD } from "./private-texts.ts";
import { type Digits, inForm, looksMade } from "./text-form.ts";

/** Values of the caller, and texts that the suite itself has made up and may stay. */
export interface Known {
  /** The account's values, in an order that does not change from run to run; each gets its number by it. */
  readonly account: readonly string[];
  /** The run's tag: another one each time. */
  readonly tag: string;
  /** Everything that the suite has sent or the contract says. */
  readonly own: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Shorter values stand in other texts by chance, and are replaced only where they are the whole text. */
const LEAST_PART = 6;

/** Texts that are looked for in all that was sent, at most; further ones count as private. */
const MOST_LOOKED_FOR = 20_000;

/** Numbers that are reserved for fiction: 555-0100 to 555-0199. */
const RESERVED = 100;

/**
 * Pseudonyms for private values: the same value always gets the same one, in a form that every check judges alike. A
 * value that an answer brings up is named after the case that first shows it, so that one more changes no other.
 */
export class Pseudonyms {
  readonly #known: Known;
  readonly #own: string;
  readonly #names = new Map<string, string>();
  readonly #taken = new Set<string>();
  readonly #account: readonly { readonly value: string; readonly name: string }[];
  readonly #isOwn = new Map<string, boolean>();
  readonly #counts = new Map<string, number>();
  /** The id of the case whose exchange is rewritten. */
  #origin = "";

  constructor(known: Known) {
    this.#known = known;
    this.#own = known.own.toLowerCase();
    const values = [...new Set(known.account)].filter((value) => value !== "");
    this.#account = [
      ...values.map((value, index) => ({
        value,
        name: inForm(value, "Own", (count) => String(index + 1).padStart(count, "0")),
      })),
      ...(known.tag === "" ? [] : [{ value: known.tag, name: tagName(known.tag) }]),
    ].sort((a, b) => b.value.length - a.value.length);
    for (const { name } of this.#account) this.#taken.add(name);
  }

  startCase(id: string): void {
    this.#origin = id;
  }

  /** Notes that a value is an id which the endpoint has made, in whatever form. */
  made(value: string): void {
    if (!this.#names.has(value) && !this.#isKept(value)) this.#name(value, "id");
  }

  /** A text that was sent, with pseudonyms for the account's values. */
  sent(text: string): string {
    return this.#account.reduce((renamed, { value, name }) => withName(renamed, value, name), text);
  }

  /** A text that came back, with pseudonyms for everything private. */
  answered(text: string): string {
    const whole = this.#names.get(text);
    if (whole !== undefined) return whole;
    const renamed = replacePrivateTexts(this.sent(text), this.#known.now, (found, kind) =>
      this.#other(found, kind),
    );
    return renamed.replace(WORD, (word) =>
      this.#names.has(word) || looksMade(word) ? this.#other(word, "id") : word,
    );
  }

  /** The name of a key: only certainly private ones are replaced, because a field's name is part of a finding's. */
  key(text: string): string {
    const renamed = this.#names.get(text) ?? this.sent(text);
    return replacePrivateTexts(renamed, this.#known.now, (found, kind) => this.#other(found, kind));
  }

  /** A number that came back, as it is written: long ones are ids, phone numbers or points in time. */
  number(text: string): string {
    return this.#names.get(text) ?? (/^\d{10,}$/.test(text) ? this.#other(text, "id") : text);
  }

  #other(value: string, kind: PrivateKind): string {
    return this.#names.get(value) ?? (this.#isKept(value) ? value : this.#name(value, kind));
  }

  /** True for a text that the suite has made up, or that is a pseudonym already. */
  #isKept(value: string): boolean {
    if (this.#taken.has(value)) return true;
    const text = value.toLowerCase();
    const isName = (name: string): boolean => text.includes(name) || name.startsWith(text);
    const known =
      this.#isOwn.get(value) ??
      ((this.#isOwn.size < MOST_LOOKED_FOR && this.#own.includes(text)) ||
        this.#account.some(({ name }) => isName(name.toLowerCase())));
    this.#isOwn.set(value, known);
    return known;
  }

  #name(value: string, kind: PrivateKind): string {
    let name = "";
    do name = this.#next(value, kind);
    while (this.#taken.has(name));
    this.#taken.add(name);
    this.#names.set(value, name);
    return name;
  }

  #next(value: string, kind: PrivateKind): string {
    if (kind === "e-mail") return `person-${this.#count(kind)}${/%40|@/.exec(value)?.[0]}example.com`;
    if (kind === "telephone") return telephone(value, this.#count(kind));
    const digits = digitsOf(`${kind} ${this.#origin} ${this.#count(`${kind} ${this.#origin}`)}`);
    return kind === "instant" ? instant(value, Number(digits(8))) : inForm(value, "Id", digits);
  }

  #count(what: string): number {
    const count = (this.#counts.get(what) ?? 0) + 1;
    this.#counts.set(what, count);
    return count;
  }
}

/** The tag's pseudonym: in its form, and the same for every run. */
const tagName = (tag: string): string => `${tag.slice(0, 1)}${"0".repeat(Math.max(1, tag.length - 1))}`;

/** Digits that follow from a text alone. */
const digitsOf =
  (seed: string): Digits =>
  (count) => {
    let digits = "";
    for (let round = 0; digits.length < count; round++)
      digits += BigInt(`0x1${createHash("sha256").update(`${seed} ${round}`).digest("hex")}`)
        .toString()
        .slice(-60);
    return digits.slice(0, count);
  };

/** A phone number reserved for fiction, in the other one's notation where that has as many digits. */
function telephone(value: string, nth: number): string {
  const area = 201 + Math.floor((nth - 1) / RESERVED);
  const own = `${area}55501${String((nth - 1) % RESERVED).padStart(2, "0")}`;
  const digits = value.replace(/\D/g, "");
  const number = digits.length === 10 ? own : `1${own}`;
  if (digits.length !== number.length) return `${value.startsWith("+") ? "+" : ""}${number}`;
  let next = 0;
  return value.replace(/\d/g, () => number.charAt(next++));
}

const START = Date.UTC(2000, 0, 1);

/** A point in time of the year 2000 or soon after, in the other one's notation. */
function instant(value: string, seconds: number): string {
  const [, fraction = "", zone = ""] = /T\d\d:\d\d:\d\d(\.\d+)?(.*)$/.exec(value) ?? [];
  const day = new Date(START + seconds * 1000).toISOString().slice(0, 19);
  return `${day}${fraction.replace(/\d/g, "0")}${zone}`;
}

/** Replaces a value in a text by its pseudonym, which shows where the value was cut off or in another case. */
function withName(text: string, value: string, name: string): string {
  if (text === value) return name;
  if (value.length < LEAST_PART) return text;
  if (text.length > value.length / 2 && value.startsWith(text)) return name.slice(0, text.length);
  const pattern = new RegExp(value.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&"), "gi");
  return text.replace(pattern, (found) => inCaseOf(found, value, name));
}

function inCaseOf(found: string, value: string, name: string): string {
  if (found === value) return name;
  return found === value.toUpperCase() ? name.toUpperCase() : name.toLowerCase();
}
