import type { Json, JsonObject } from "../../core/json.ts";
import { equal, isObject } from "../../core/json.ts";
import { quote } from "../capture-error.ts";
import { below, itemsOf, type Located, locationText, membersOf, refuseAt } from "../located.ts";
import { pascalCase } from "../title-names.ts";
import { Broken } from "./broken.ts";
import { joinSchemas } from "./join-schemas.ts";
import type { References } from "./references.ts";
import {
  DROPPED,
  KEYWORDS,
  LISTS_OF_SCHEMAS,
  MAPS_OF_SCHEMAS,
  PARTIAL,
  PLAIN,
  SCHEMAS,
  SUNSET,
} from "./schema-keywords.ts";
import { soundSchema } from "./sound-schema.ts";
import { liftSchema, NULL, ordered, withNull } from "./upgrade-schema.ts";

/** Places that one operation may unfold to; a real one has some hundred. */
const MAX_PLACES = 20_000;

/** A schema that references lead into at the moment, and the name that it gets if one leads back to it. */
interface Opened {
  readonly label: string;
  name?: string;
}

/** Called for a reference that leads nowhere, or for a part that no reader can make sense of. */
export type OnBroken = (location: Located, reason: string) => void;

/** The marks of parts that are known in part, by their origin: true where they are kept. */
export interface KeptMarks {
  /** A broken reference leaves a mark. */
  readonly broken: boolean;
  /** The source's own marks are true, and stay. */
  readonly own: boolean;
}

/**
 * Writes schemas in the one form that all sources come to: references followed, so that it does not matter where a schema
 * stands, keywords of OpenAPI 3.0 lifted to those of 3.1, keys in one order. A schema that holds itself becomes a component.
 */
export class SchemaReader {
  readonly components = new Map<string, JsonObject>();
  readonly #references: References;
  readonly #onBroken: OnBroken;
  readonly #onUnsound: OnBroken;
  readonly #marks: KeptMarks;
  readonly #opened = new Map<string, Opened>();
  readonly #named = new Map<string, string>();
  #places = 0;

  constructor(
    references: References,
    marks: KeptMarks,
    on: { readonly broken: OnBroken; readonly unsound: OnBroken },
  ) {
    this.#references = references;
    this.#marks = marks;
    this.#onBroken = on.broken;
    this.#onUnsound = on.unsound;
  }

  /** The schema at a place; `label` is what a component made of it is called. */
  read(location: Located, label: string): Json {
    this.#places += 1;
    if (this.#places > MAX_PLACES)
      refuseAt(location, {
        wrong: `the schemas unfold to more than ${MAX_PLACES} places`,
        expected: "what a person can read",
      });
    if (typeof location.value === "boolean") return location.value;
    if (!isObject(location.value)) {
      this.#onUnsound(location, "no schema, so that any value is allowed");
      return {};
    }
    return location.value.$ref === undefined ? this.#own(location, label) : this.#referred(location, label);
  }

  /** A component of its own, whatever is in it; returns the reference to it. */
  component(location: Located, name: string): JsonObject {
    const read = this.read(location, name);
    const reference = { $ref: `${COMPONENTS}${name}` };
    if (!isObject(read) || read.$ref !== reference.$ref)
      this.components.set(name, isObject(read) ? read : { allOf: [read] });
    return reference;
  }

  #referred(location: Located, label: string): Json {
    const { $ref: ref, ...siblings } = location.value as JsonObject;
    const target = this.#follow(below(location, "$ref"), ref);
    if (target === undefined) return this.#marks.broken ? { [PARTIAL]: true } : {};
    const followed = this.#open(target, label);
    // OpenAPI 3.0 ignores what stands beside a reference; 3.1 reads both (JSON Schema 2020-12, section 8.2.3.1).
    if (location.document.is30 || Object.keys(siblings).length === 0) return followed;
    const own = this.#own({ ...location, value: siblings }, label);
    return joinSchemas([followed, own]);
  }

  #follow(location: Located, ref: Json | undefined): Located | undefined {
    try {
      return this.#references.target(ref, location.document);
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      this.#onBroken(location, error.message);
      return undefined;
    }
  }

  #open(target: Located, label: string): Json {
    const key = locationText(target);
    const known = this.#named.get(key);
    if (known !== undefined) return { $ref: `${COMPONENTS}${known}` };
    const open = this.#opened.get(key);
    if (open !== undefined) {
      open.name ??= this.#freeName(open.label);
      return { $ref: `${COMPONENTS}${open.name}` };
    }
    const opened: Opened = { label };
    this.#opened.set(key, opened);
    const read = this.read(target, label);
    this.#opened.delete(key);
    return opened.name === undefined ? read : this.#close(target, key, opened.name, read);
  }

  #close(target: Located, key: string, name: string, read: Json): JsonObject {
    const reference = { $ref: `${COMPONENTS}${name}` };
    if (!isObject(read) || read.$ref === reference.$ref)
      refuseAt(target, { wrong: "a schema that is nothing but itself", expected: "what it holds" });
    this.#named.set(key, name);
    this.components.set(name, read);
    return reference;
  }

  #freeName(label: string): string {
    let name = label;
    for (let count = 2; this.#isTaken(name); count += 1) name = `${label}${count}`;
    return name;
  }

  #isTaken(name: string): boolean {
    return this.components.has(name) || [...this.#opened.values()].some((opened) => opened.name === name);
  }

  #own(given: Located, label: string): Json {
    const location = this.#sound(given);
    const entries = membersOf(location).flatMap(([keyword, member]): [string, Json][] => {
      const value = this.#keyword(location, keyword, member, label);
      return value === undefined ? [] : [[keyword, value]];
    });
    const { allOf, anyOf, oneOf, ...lifted } = liftSchema(Object.fromEntries(entries), location);
    const branches = { ...unlessOne("anyOf", anyOf), ...unlessOne("oneOf", oneOf) };
    const parts = [...listed(allOf), ...onlyOf(anyOf), ...onlyOf(oneOf), ordered({ ...lifted, ...branches })];
    const joined = joinSchemas(parts);
    return (location.value as JsonObject).nullable === true ? withNull(joined) : joined;
  }

  /** The schema without what is passed over, each thing reported. */
  #sound(location: Located): Located {
    const { schema, unsound } = soundSchema(location.value as JsonObject);
    for (const { keyword, why } of unsound) this.#onUnsound(below(location, keyword), why);
    return unsound.length === 0 ? location : { ...location, value: schema };
  }

  #keyword(schema: Located, keyword: string, member: Located, label: string): Json | undefined {
    if (keyword === SUNSET || (keyword === PARTIAL && this.#marks.own)) return member.value;
    if (DROPPED.has(keyword) || keyword.startsWith("x-")) return undefined;
    const under = (part: string) => `${label}${pascalCase(part)}`;
    if (SCHEMAS.has(keyword)) return this.read(member, under(keyword));
    if (LISTS_OF_SCHEMAS.has(keyword)) return itemsOf(member).map((item) => this.read(item, label));
    if (MAPS_OF_SCHEMAS.has(keyword))
      return Object.fromEntries(
        membersOf(member).map(([name, part]) => [name, this.read(part, under(name))]),
      );
    if (PLAIN.has(keyword)) return member.value;
    refuseAt(schema, {
      wrong: `unsupported schema keyword ${quote(keyword)}`,
      expected: `one of ${[...KEYWORDS].join(", ")}`,
    });
  }
}

const COMPONENTS = "#/components/schemas/";

const listed = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);

/** The one schema of a list of alternatives, where there is but one, or one and null. */
function onlyOf(alternatives: Json | undefined): Json[] {
  const all = listed(alternatives);
  const others = all.filter((part) => !equal(part, NULL));
  const [only] = others;
  if (others.length !== 1 || only === undefined) return all.length === 1 ? all : [];
  if (all.length === 1) return [only];
  return isObject(only) && only.type !== undefined ? [withNull(only)] : [];
}

const unlessOne = (keyword: string, alternatives: Json | undefined): JsonObject =>
  alternatives === undefined || onlyOf(alternatives).length > 0 ? {} : { [keyword]: alternatives };
