/** The rules and probes that a change touches. */
import { type LocationPattern, locationPattern } from "../../contract/pointers.ts";
import type { Json, JsonObject } from "../../core/json.ts";
import { equal, escapeToken, isObject, tokensOf, valueAt } from "../../core/json.ts";
import type { Change, Impact } from "../change.ts";
import { bodyPath, isWithin, placesOf } from "./places.ts";

/** A rule or probe as the document has it. */
interface Relation {
  readonly id: string;
  /** The location of the request's body that states it. */
  readonly docs: LocationPattern;
  readonly cites: readonly Json[];
  readonly mentions: readonly Mention[];
}

interface Mention {
  readonly at: LocationPattern;
  readonly values: readonly Json[];
}

/** The rules and probes of an operation. */
export function relationsOf(document: JsonObject): Relation[] {
  const operations = Object.values(isObject(document.paths) ? document.paths : {}).flatMap((item) =>
    Object.values(isObject(item) ? item : {}),
  );
  const all = operations.flatMap((one) => ["/x-rules", "/x-probes"].flatMap((at) => listAt(one, at)));
  return all.filter(isObject).map((one) => ({
    id: String(one.id),
    docs: bodyPath(tokensOf(String(one.docs).replace(/^#\/components\/schemas\/[^/]*/, ""))),
    cites: listAt(one, "/cites"),
    mentions: [one.keeps, one.breaks, one.schema].flatMap((schema) =>
      mentionsIn(schema, locationPattern("")),
    ),
  }));
}

const listAt = (value: unknown, at: string): Json[] => {
  const list = valueAt(value, at);
  return Array.isArray(list) ? list : [];
};

/** Every location that a condition mentions, with the values that it names there. */
function mentionsIn(schema: Json | undefined, at: LocationPattern): Mention[] {
  if (!isObject(schema)) return [];
  const values = [...listAt(schema, "/enum"), ...("const" in schema ? [schema.const ?? null] : [])];
  const here = at === "" ? [] : [{ at, values }];
  const required = listAt(schema, "/required").map((name) => ({
    at: locationPattern(`${at}/${escapeToken(String(name))}`),
    values: [],
  }));
  const properties = Object.entries(isObject(schema.properties) ? schema.properties : {});
  return [
    ...here,
    ...required,
    ...properties.flatMap(([name, part]) => mentionsIn(part, locationPattern(`${at}/${escapeToken(name)}`))),
    ...["items", "contains"].flatMap((keyword) => mentionsIn(schema[keyword], locationPattern(`${at}/-`))),
    ...["not", "if", "then", "else"].flatMap((keyword) => mentionsIn(schema[keyword], at)),
    ...["allOf", "anyOf", "oneOf"].flatMap((keyword) =>
      listAt(schema, `/${keyword}`).flatMap((part) => mentionsIn(part, at)),
    ),
  ];
}

/** The rules that a change touches, each with the way in which it does. */
export function touchedRules(change: Change, relations: readonly Relation[]): Impact[] {
  const lost = (change.sentences ?? []).filter((one) => one.change === "lost").map(({ hash }) => hash);
  return relations.flatMap((relation): Impact[] => {
    const told = (note?: string): Impact[] => [
      { what: "rule", name: relation.id, ...(note === undefined ? {} : { note }) },
    ];
    if (relation.cites.some((hash) => lost.includes(String(hash))))
      return told("cites a sentence that is gone");
    if (change.side !== "request") return [];
    const places = placesOf(change).map(({ at }) => at);
    if (change.kind === "description-changed") return places.includes(relation.docs) ? told() : [];
    if (change.kind === "example-changed") return [];
    const inPlace = relation.mentions.filter(({ at }) => places.some((place) => isWithin(at, place)));
    if (change.kind === "property-removed" && places.some((place) => isWithin(relation.docs, place)))
      return told("the place that states it is gone");
    if (change.kind === "property-removed" && inPlace.length > 0) return told("speaks of what is gone");
    const atPlace = inPlace.filter(({ at }) => places.includes(at));
    if (
      change.kind === "enum-removed" &&
      atPlace.some(({ values }) => values.some((one) => equal(one, change.before)))
    )
      return told("names the value that is gone");
    return atPlace.length > 0 && atPlace.some(({ at }) => places.includes(at)) ? told() : [];
  });
}
