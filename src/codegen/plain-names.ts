import { escapeToken, inWords, isObject, type Json, type JsonObject, tokensOf } from "../core/json.ts";
import { type Role, roleOf } from "./document-shape.ts";
import { literal } from "./literal.ts";

/** Members that no type is made of. */
const UNTYPED = new Set(["links", "callbacks", "securitySchemes", "security", "servers", "tags", "externalDocs", "xml"]); // biome-ignore format: a list of words

/** Members that are written into comments. */
const WORDS = new Set(["title", "summary", "description", "format"]);

const SCHEMA_LISTS = new Set(["allOf", "anyOf", "oneOf"]);

/**
 * A document for a tool that trusts what it reads: a name that is no plain word has a plain one in its place, data holds
 * neither references nor keywords, and what no type is made of is not there. `restore` puts the names into the code.
 */
export class PlainNames {
  readonly root: JsonObject;
  readonly #prefix: string;
  readonly #names: string[] = [];
  readonly #indexes = new Map<string, number>();

  constructor(root: JsonObject) {
    const text = JSON.stringify(root);
    let prefix = "docsName_";
    while (text.includes(prefix)) prefix += "_";
    this.#prefix = prefix;
    this.root = this.#object(root);
  }

  /** The code that was made of `root`, each name a string literal. */
  restore(code: string): string {
    return code.replace(new RegExp(`"?${this.#prefix}(\\d+)_"?`, "g"), (_, index: string) =>
      literal(this.#names[Number(index)]),
    );
  }

  #name(name: string, isPlain = /^([a-z_]\w*|\d+)$/i.test(name) && !(name in Object.prototype)): string {
    if (isPlain) return name;
    const index = this.#indexes.get(name) ?? this.#names.push(name) - 1;
    this.#indexes.set(name, index);
    return `${this.#prefix}${index}_`;
  }

  #any(value: Json, role: Role): Json {
    if (role === "data") return this.#data(value);
    if (Array.isArray(value)) return value.map((item) => this.#any(item, "object"));
    if (!isObject(value)) return value;
    return role === "table" ? this.#table(value) : this.#object(value);
  }

  #table(table: JsonObject): JsonObject {
    const members = Object.entries(table).map(([name, member]) => [
      this.#name(name),
      typeof member === "string" ? this.#reference(member) : this.#any(member, "object"),
    ]);
    return Object.fromEntries(members);
  }

  #object(value: JsonObject): JsonObject {
    const members = Object.entries(value).flatMap(([key, member]): [string, Json][] => {
      const role = roleOf(key, member);
      if (UNTYPED.has(key) || key.startsWith("x-") || role === "examples") return [];
      if (WORDS.has(key) && typeof member !== "string") return [];
      return [[key, this.#member(value, key, member, role)]];
    });
    return Object.fromEntries(members);
  }

  #member(holder: JsonObject, key: string, member: Json, role: Role): Json {
    const isName = key === "operationId" || key === "propertyName" || (key === "name" && "in" in holder);
    if (typeof member === "string" && isName) return this.#name(member);
    if (typeof member === "string" && key === "$ref") return this.#reference(member);
    if (Array.isArray(member)) return this.#list(key, member, role);
    // A text that stands in comments alone is written as it would be there.
    return key === "default" || key === "example" ? shown(member) : this.#any(member, role);
  }

  #list(key: string, list: Json[], role: Role): Json {
    if (key === "required") return list.map((name) => this.#name(inWords(name)));
    if (SCHEMA_LISTS.has(key))
      return list.map((member) =>
        isObject(member) ? this.#object(member) : member === false ? { not: {} } : {},
      );
    if (key === "default" || key === "example") return shown(list);
    return key === "examples" ? list.map(shown) : this.#any(list, role);
  }

  #reference(reference: string): string {
    if (!reference.startsWith("#/")) return this.#name(reference);
    return `#${tokensOf(reference.slice(1))
      .map((token) => `/${escapeToken(this.#name(token))}`)
      .join("")}`;
  }

  /** Keys of data are all replaced, so that none of them is a keyword. */
  #data(value: Json): Json {
    if (Array.isArray(value)) return value.map((item) => this.#data(item));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [this.#name(key, false), this.#data(member)]),
    );
  }
}

const shown = (value: Json): Json =>
  typeof value === "object" && value !== null ? JSON.stringify(value, null, 2) : value;
