import { equal, isObject, type Json, type JsonObject, objectOf } from "../core/json.ts";

/** New names of components, by their pointers such as `#/components/schemas/Thing`. */
type Renamed = ReadonlyMap<string, string>;

/**
 * The components of a document that must have other names beside others: those that differ from the one of their name, and
 * those that refer to one that is renamed. Security schemes keep their names, by which requests know them.
 */
export function renamedIn(document: JsonObject, others: JsonObject, id: string): Renamed {
  const own = components(document);
  const differs = new Set<string>();
  for (let count = -1; count !== differs.size; ) {
    count = differs.size;
    for (const [pointer, { section, name, value }] of own) {
      const other = isObject(others[section]) ? others[section][name] : undefined;
      if (other === undefined || differs.has(pointer)) continue;
      if (!equal(other, value) || refersTo(value, differs)) differs.add(pointer);
    }
  }
  const prefix = id.replace(/(?:^|[^A-Za-z0-9])+([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  return new Map([...differs].map((pointer) => [pointer, freeName(own.get(pointer), prefix, others)]));
}

/** A document with components under new names, and the references to them. */
export function withRenamed(document: JsonObject, renamed: Renamed): JsonObject {
  if (renamed.size === 0) return document;
  const all = objectOf(document.components);
  const sections = Object.entries(all).map(([section, named]) => {
    const members = Object.entries(objectOf(named)).map(([name, value]) => {
      const other = renamed.get(pointerOf(section, name));
      return [other === undefined ? name : (other.split("/").at(-1) ?? name), value];
    });
    return [section, Object.fromEntries(members)];
  });
  return referring({ ...document, components: Object.fromEntries(sections) }, renamed) as JsonObject;
}

interface Component {
  readonly section: string;
  readonly name: string;
  readonly value: Json;
}

const KEPT: ReadonlySet<string> = new Set(["securitySchemes"]);

function components(document: JsonObject): Map<string, Component> {
  const all = new Map<string, Component>();
  for (const [section, named] of Object.entries(objectOf(document.components)))
    for (const [name, value] of Object.entries(objectOf(named)))
      if (!KEPT.has(section)) all.set(pointerOf(section, name), { section, name, value });
  return all;
}

/** The name with the operation's before it, and a number where even that is taken by another. */
function freeName(component: Component | undefined, prefix: string, others: JsonObject): string {
  const { section = "", name = "", value = null } = component ?? {};
  const there = objectOf(others[section]);
  for (let number = 1; ; number++) {
    const made = `${prefix}${name}${number === 1 ? "" : number}`;
    if (there[made] === undefined || equal(there[made], value)) return pointerOf(section, made);
  }
}

const pointerOf = (section: string, name: string): string => `#/components/${section}/${name}`;

function refersTo(value: Json, pointers: ReadonlySet<string>): boolean {
  if (Array.isArray(value)) return value.some((item) => refersTo(item, pointers));
  if (!isObject(value)) return false;
  if (typeof value.$ref === "string" && pointers.has(value.$ref)) return true;
  return Object.values(value).some((member) => refersTo(member, pointers));
}

function referring(value: Json, renamed: Renamed): Json {
  if (Array.isArray(value)) return value.map((item) => referring(item, renamed));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      key === "$ref" && typeof member === "string"
        ? (renamed.get(member) ?? member)
        : referring(member, renamed),
    ]),
  );
}
