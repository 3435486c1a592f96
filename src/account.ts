import type { Json, JsonObject, Schema, SchemaObject } from "./contract.ts";
import { escapeToken, isObject, setOwn } from "./json.ts";
import { resolve, type Schemas } from "./schema.ts";

/** What belongs to the caller: values that exist in the account, and the tag that marks what a run makes. */
export interface Account {
  readonly tag: string;
  /** Environment variable to its values; one that is not set is missing. */
  readonly bindings: { readonly [env: string]: readonly string[] };
}

/** A body with the account's values in place, and the variables that it needs but are not set. */
export interface Bound {
  readonly body: Json;
  readonly missing: readonly string[];
}

/**
 * Puts the account's values where the schema binds them, and the run's tag where a value must be unique.
 * The place `keep` (a JSON pointer) stays as it is: it holds the fault that the case is about.
 */
export function bind(
  body: Json,
  schema: Schema,
  schemas: Schemas,
  account: Account,
  caseTag: string,
  keep?: string,
): Bound {
  const binder = new Binder(schemas, account, caseTag, keep);
  return { body: binder.bind(body, schema, ""), missing: [...binder.missing] };
}

class Binder {
  readonly missing = new Set<string>();
  readonly #schemas: Schemas;
  readonly #account: Account;
  readonly #caseTag: string;
  readonly #keep: string | undefined;
  readonly #used = new Map<string, number>();
  #uniques = 0;

  constructor(schemas: Schemas, account: Account, caseTag: string, keep: string | undefined) {
    this.#schemas = schemas;
    this.#account = account;
    this.#caseTag = caseTag;
    this.#keep = keep;
  }

  bind(value: Json, schema: Schema | undefined, at: string): Json {
    if (at === this.#keep && at !== "") return value;
    const { schema: resolved } = resolve(schema, "", this.#schemas);
    if (typeof value === "string") return this.#bindText(value, resolved);
    if (Array.isArray(value) && resolved.items !== undefined) {
      return value.map((item, index) => this.bind(item, resolved.items, `${at}/${index}`));
    }
    if (!isObject(value)) return value;
    const copy: JsonObject = {};
    for (const [name, member] of Object.entries(value)) {
      setOwn(copy, name, this.bind(member, this.#property(resolved, name), `${at}/${escapeToken(name)}`));
    }
    return copy;
  }

  #property(schema: SchemaObject, name: string): Schema | undefined {
    const own = schema.properties?.[name];
    if (own !== undefined) return own;
    for (const part of [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])]) {
      const found = this.#property(resolve(part, "", this.#schemas).schema, name);
      if (found !== undefined) return found;
    }
    return typeof schema.additionalProperties === "object" ? schema.additionalProperties : undefined;
  }

  #bindText(value: string, schema: SchemaObject): string {
    const env = schema["x-binding"]?.env;
    if (env !== undefined) return this.#bound(env, value);
    if (!schema["x-unique"]) return value;
    this.#uniques += 1;
    return `${value}-${this.#account.tag}-${this.#caseTag}${this.#uniques}`;
  }

  /** Each use in one body takes the next value, so that two members are two people; one too few counts as missing. */
  #bound(env: string, value: string): string {
    const values = this.#account.bindings[env];
    if (values === undefined) return value;
    const index = this.#used.get(env) ?? 0;
    this.#used.set(env, index + 1);
    const found = values[index] ?? values[0];
    if (found === undefined || index >= values.length) this.missing.add(env);
    return found ?? value;
  }
}
