/** The rules and probes that a change touches. */
import { type LocationPattern, locationPattern } from "../../contract/pointers.ts";
import {
  equal,
  escapeToken,
  inWords,
  isObject,
  type Json,
  type JsonObject,
  tokensOf,
  valueAt,
} from "../../core/json.ts";
import type { FoundChange, Impact } from "../change.ts";
import { bodyPath, isWithin, locationsOf } from "./body-locations.ts";

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
  const all = operations.flatMap((operation) =>
    ["/x-rules", "/x-probes"].flatMap((at) => listAt(operation, at)),
  );
  return all.filter(isObject).map((relation) => ({
    id: inWords(relation.id),
    docs: bodyPath(tokensOf(inWords(relation.docs).replace(/^#\/components\/schemas\/[^/]*/, ""))),
    cites: listAt(relation, "/cites"),
    mentions: [relation.keeps, relation.breaks, relation.schema].flatMap((schema) =>
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
    at: locationPattern(`${at}/${escapeToken(inWords(name))}`),
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
export function touchedRules(change: FoundChange, relations: readonly Relation[]): Impact[] {
  const lost = (change.sentences ?? [])
    .filter((sentence) => sentence.change === "lost")
    .map(({ hash }) => hash);
  return relations.flatMap((relation): Impact[] => {
    const isLost = relation.cites.some((hash) => lost.includes(inWords(hash)));
    const touched = howTouched(change, relation);
    const how = isLost && !touched ? "cites a sentence that is gone" : touched;
    if (how === undefined) return [];
    return [{ what: "rule", name: relation.id, ...(how === "" ? {} : { note: how }) }];
  });
}

/** The way in which a change touches a rule, "" for a plain change; undefined where it does not touch it. */
function howTouched(change: FoundChange, { docs, mentions }: Relation): string | undefined {
  if (change.side !== "request" || change.kind === "example-changed") return undefined;
  const locations = locationsOf(change).map(({ at }) => at);
  if (change.kind === "description-changed") return locations.includes(docs) ? "" : undefined;
  const isInside = (at: LocationPattern) => locations.some((location) => isWithin(at, location));
  if (change.kind === "property-removed") {
    if (isInside(docs)) return "the place that states it is gone";
    if (mentions.some(({ at }) => isInside(at))) return "speaks of what is gone";
    return undefined;
  }
  const mentioned = mentions.filter(({ at }) => locations.includes(at));
  const isNamed = mentioned.some(({ values }) => values.some((value) => equal(value, change.before)));
  if (change.kind === "enum-removed" && isNamed) return "names the value that is gone";
  return mentioned.length > 0 ? "" : undefined;
}
