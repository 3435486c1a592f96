import { keepsFilter } from "../contract/list-filters.ts";
import { resolve, typesOf } from "../contract/schema.ts";
import { SchemaAtLocation } from "../contract/schema-at-location.ts";
import type { Json, JsonObject } from "../core/json.ts";
import { equal, isObject, own, tokensOf, valueAt, withValueAt } from "../core/json.ts";
import type { Answer } from "../http/exchange.ts";
import { pageSize } from "../http/list-pages.ts";
import { requestParameters } from "../http/read-parameters.ts";
import { jsonTextAnswer } from "./json-answer.ts";
import { entityAt } from "./profile.ts";
import type { Role } from "./roles.ts";
import { bodyAt, type Success } from "./success.ts";
import type { World } from "./world.ts";

type ListRole = Role & { readonly kind: "list" };

/** The parameter for a page in an address, where the docs name none. */
const AFTER = "after";

/** Answers with the page of stored entities that a request asks for, of those that match its query. */
export function list(world: World, target: string, role: ListRole, success: Success): Answer {
  const { contract } = world.options;
  const { query } = requestParameters(role.operation, { path: target, headers: {} }, contract.schemas);
  const found = [...world.store.all(role.collection)].flatMap((text): Json[] => {
    const entity = entityAt(text, role.entity) ?? null;
    return matches(role, query, entity) ? [entity] : [];
  });
  const { start, end } = pageOf(role, target, found.length, world);
  const held = bodyAt(success.sample, role.items, found.slice(start, end));
  const body = withNext(role, held, target, end < found.length ? end : undefined, success, world);
  return jsonTextAnswer(success.status, JSON.stringify(body));
}

function matches({ query: links, filters }: ListRole, query: JsonObject, entity: Json): boolean {
  return (
    Object.entries(links).every(([name, pointer]) => {
      const asked = own(query, name);
      return asked === undefined || String(valueAt(entity, pointer)) === String(asked);
    }) &&
    filters.every((filter) => keepsFilter(filter, own(query, filter.name) ?? "", shown(entity, filter.name)))
  );
}

/** The entity, with an empty text where it lacks what a filter is about: what is not there is not asked for. */
const shown = (entity: Json, name: string): Json =>
  isObject(entity) && (entity[name] === undefined || entity[name] === null)
    ? { ...entity, [name]: "" }
    : entity;

/** The place of a page among all that is found. */
function pageOf(
  { pages = {}, operation }: ListRole,
  target: string,
  count: number,
  { options: { contract } }: World,
): { readonly start: number; readonly end: number } {
  const query = new URLSearchParams(target.split("?").slice(1).join("?"));
  const numberOf = (name: string | undefined): number | undefined => {
    const text = name === undefined ? null : query.get(name);
    return text !== null && /^\d+$/.test(text) ? Number(text) : undefined;
  };
  const parameter = operation.parameters.find(({ name }) => name === pages.size);
  const preset = parameter && resolve(parameter.schema, "", contract.schemas).schema.default;
  const size = pageSize({ path: target }, pages) ?? (typeof preset === "number" ? preset : count);
  const { first = 1 } = pages;
  const nth = numberOf(pages.page);
  const start =
    numberOf(pages.cursor ?? (pages.next === undefined ? undefined : AFTER)) ??
    numberOf(pages.offset) ??
    (nth === undefined ? 0 : Math.max(0, nth - first) * Math.max(size, nth === first ? 0 : 1));
  return { start, end: start + size };
}

/** The body with what leads to the page from an item on, or with nothing there after the last. */
function withNext(
  role: ListRole,
  body: Json,
  target: string,
  start: number | undefined,
  { schema = true, fitted }: Success,
  { options: { contract } }: World,
): Json {
  const { next } = role.pages ?? {};
  if (next === undefined) return fitted(body);
  const tokens = tokensOf(next);
  if (start !== undefined) {
    const described = new SchemaAtLocation(schema, "", contract.schemas).at(next)?.schema ?? {};
    const isText = !typesOf(described).some((type) => type === "integer" || type === "number");
    const leads = role.pages?.cursor === undefined ? addressFrom(role, target, start) : String(start);
    return fitted(bodyAt(body, tokens, isText ? leads : start));
  }
  const ends = [
    withValueAt(bodyAt(body, tokens, null), next, undefined),
    bodyAt(body, tokens, null),
    bodyAt(body, tokens, ""),
  ];
  return ends.find((end) => equal(fitted(end), end)) ?? fitted(body);
}

function addressFrom({ pages = {} }: ListRole, target: string, start: number): string {
  const [path = "", ...query] = target.split("?");
  const asked = new URLSearchParams(query.join("?"));
  for (const name of [pages.page, pages.offset]) if (name !== undefined) asked.delete(name);
  asked.set(AFTER, String(start));
  return `${path}?${asked}`;
}
