import { type AccountMarks, carriesTag } from "../contract/account-marks.ts";
import type { Schema, SchemaObject } from "../contract/contract.ts";
import type { Json, JsonObject } from "../core/json.ts";
import { copied, escapeToken, isObject, own, setOwn, valueAt, withValueAt } from "../core/json.ts";

/** Values of the caller's account, and the tag that marks everything a run creates. */
export interface Account {
  readonly tag: string;
  /** Environment variable to its values; one that is not set is missing. */
  readonly bindings: { readonly [env: string]: readonly string[] };
  /** True if others use the account too, so that nothing may be created in it without the tag. */
  readonly shared?: boolean;
  /** True if what cannot be deleted may stay in it. */
  readonly mayLeave?: boolean;
}

/** A body with the account's values in place, and the variables that it needs but are not set. */
export interface Bound {
  readonly body: Json;
  readonly missing: readonly string[];
  /** True if the tag stands in the body, or the contract has no location for it at all. */
  readonly tagged: boolean;
}

export interface BindOptions {
  /** The tag of the run and the case's own mark: see `caseTag`. */
  readonly tag: string;
  /** JSON pointer to the location of the case's fault, whose value stays as it is. */
  readonly keep?: string | undefined;
  /** True if values may stand in several places where there are too few: a request that is refused for another reason is about none. */
  readonly mayRepeat?: boolean;
  /** True if a body means the same as the one before it, so that a property may be added to carry the tag. */
  readonly meansTheSame?: (before: Json, after: Json) => boolean;
}

/** Puts the account's values where the schema binds them, and the tag where the schema has a location for it. */
export function bind(body: Json, marks: AccountMarks, account: Account, options: BindOptions): Bound {
  const binder = new Binder(marks, inTurn(account, body), options);
  const bound = binder.bind(body, marks.schema, "");
  const missing = [...binder.missing];
  if (binder.carries > 0) return { body: bound, missing, tagged: true };
  const pointers = marks.tagPointers(options.tag.length);
  const carrier = pointers.length === 0 ? undefined : withTag(bound, pointers, options);
  return {
    body: carrier ?? bound,
    missing,
    tagged: carrier !== undefined || marks.tagPointers().length === 0,
  };
}

/**
 * The account with several values of a variable in an order that falls, and in some bodies in one that rises: an endpoint that sorts
 * what they are in shows it.
 */
function inTurn(account: Account, body: Json): Account {
  if (Object.values(account.bindings).every((values) => values.length < 2)) return account;
  const rises = JSON.stringify(body).length % 4 === 0;
  const ordered = (values: readonly string[]): readonly string[] => {
    const rising = values.toSorted();
    return rises ? rising : rising.reverse();
  };
  const bindings = Object.entries(account.bindings).map(([env, values]) => [env, ordered(values)] as const);
  return { ...account, bindings: Object.fromEntries(bindings) };
}

/** The body with the tag at the first pointer that can take it: an empty text, or one that is left out. */
function withTag(
  body: Json,
  pointers: readonly string[],
  { tag, keep, meansTheSame }: BindOptions,
): Json | undefined {
  if (!isObject(body)) return undefined;
  const isFree = (at: string, value: Json | undefined) => at !== keep && valueAt(body, at) === value;
  const added = pointers.filter((at) => isFree(at, undefined)).map((at) => withValueAt(body, at, tag));
  const found = added.find((candidate) => meansTheSame?.(body, candidate));
  const empty = pointers.find((at) => isFree(at, ""));
  return found ?? (empty === undefined ? undefined : withValueAt(body, empty, tag));
}

class Binder {
  readonly missing = new Set<string>();
  /** Number of locations that carry the tag. */
  carries = 0;
  readonly #marks: AccountMarks;
  readonly #account: Account;
  readonly #tag: string;
  readonly #keep: string | undefined;
  readonly #mayRepeat: boolean;
  readonly #used = new Map<string, number>();
  #uniques = 0;

  constructor(marks: AccountMarks, account: Account, { tag, keep, mayRepeat = false }: BindOptions) {
    this.#marks = marks;
    this.#account = account;
    this.#tag = tag;
    this.#keep = keep;
    this.#mayRepeat = mayRepeat;
  }

  bind(value: Json, schema: Schema | undefined, at: string): Json {
    if ((at === this.#keep && at !== "") || !this.#marks.isMarked(schema)) return value;
    const resolved = this.#marks.resolved(schema);
    if (typeof value === "string") return this.#bindText(value, resolved);
    if (Array.isArray(value) && resolved.items !== undefined) {
      return value.map((item, index) => this.bind(item, resolved.items, `${at}/${index}`));
    }
    if (!isObject(value)) return value;
    return this.#bindMembers(value, resolved, at);
  }

  #bindMembers(value: JsonObject, schema: SchemaObject, at: string): JsonObject {
    const named = this.#marks.markedProperties(schema);
    let bound = value;
    for (const name in value) {
      const property = named === undefined ? this.#property(schema, name) : named.get(name);
      if (property === undefined) continue;
      const member = value[name] as Json;
      const made = this.bind(member, property, `${at}/${escapeToken(name)}`);
      if (made === member) continue;
      if (bound === value) bound = copied(value);
      setOwn(bound, name, made);
    }
    return bound;
  }

  #property(schema: SchemaObject, name: string): Schema | undefined {
    const listed = own(schema.properties, name);
    if (listed !== undefined) return listed;
    for (const part of [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])]) {
      const found = this.#property(this.#marks.resolved(part), name);
      if (found !== undefined) return found;
    }
    return typeof schema.additionalProperties === "object" ? schema.additionalProperties : undefined;
  }

  #bindText(value: string, schema: SchemaObject): string {
    const env = schema["x-binding"]?.env;
    if (env !== undefined) return this.#bound(env, value);
    const isTagged = carriesTag(schema, this.#tag.length + 1);
    if (schema["x-unique"]) {
      if (isTagged) this.carries += 1;
      this.#uniques += 1;
      return `${this.#tag}-${this.#uniques}${value === "" ? "" : `-${value}`}`;
    }
    // An empty text is mostly meant to be empty; another location then carries the tag.
    if (!isTagged || value === "") return value;
    this.carries += 1;
    return withPrefix(value, `${this.#tag} `, schema);
  }

  /**
   * The next value of a variable, so that two members of a body are two people; a body that needs more than there are
   * counts as lacking the variable.
   */
  #bound(env: string, value: string): string {
    const values = this.#account.bindings[env];
    if (values === undefined) return value;
    const index = this.#used.get(env) ?? 0;
    this.#used.set(env, index + 1);
    const found = values[index % values.length];
    if (found === undefined || (index >= values.length && !this.#mayRepeat)) this.missing.add(env);
    return found ?? value;
  }
}

/**
 * The text behind the tag, so that an endpoint that shortens it leaves the tag; at a bounded length a long text keeps
 * its length.
 */
function withPrefix(value: string, prefix: string, { maxLength }: SchemaObject): string {
  if (maxLength === undefined) return prefix + value;
  const letters = Array.from(value);
  const isLong = letters.length >= prefix.length;
  return (
    prefix +
    letters.slice(isLong ? prefix.length : 0, isLong ? undefined : maxLength - prefix.length).join("")
  );
}
