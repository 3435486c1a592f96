/** Words that no constant may be called, in strict mode. */
const RESERVED = new Set(
  `arguments await break case catch class const continue debugger default delete do else enum eval export extends false
  finally for function if implements import in instanceof interface let new null package private protected public return
  static super switch this throw true try typeof undefined var void while with yield`.split(/\s+/),
);

/** A JavaScript identifier in camel case. */
export function identifier(words: string): string {
  const camel = words.replace(/[^A-Za-z0-9]+(.)?/g, (_, next: string | undefined) =>
    (next ?? "").toUpperCase(),
  );
  return /^[A-Za-z]/.test(camel) ? camel : `_${camel}`;
}

/** Identifiers of one generated file: the same words give the same name, other words another one. */
export class Identifiers {
  readonly #names = new Map<string, string>();
  readonly #taken: Set<string>;

  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set([...RESERVED, ...taken]);
  }

  of(words: string): string {
    const known = this.#names.get(words);
    if (known !== undefined) return known;
    const plain = identifier(words);
    let name = plain;
    for (let count = 2; this.#taken.has(name); count++) name = `${plain}${count}`;
    this.#taken.add(name);
    this.#names.set(words, name);
    return name;
  }
}
