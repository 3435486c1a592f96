import { unnamedPath } from "../../contract/path-template.ts";
import { endsIn } from "../../contract/resource.ts";
import type { Json, JsonObject } from "../../core/json.ts";
import { answeredId, itemsIn } from "./answer-shapes.ts";
import type { Bindings } from "./known-bindings.ts";
import { type KnownOperation, propertiesOf } from "./known-operation.ts";
import { pagesOf } from "./list-pages.ts";
import { bodyOf, parametersOf, untoldQuery } from "./request-parts.ts";
import { isUpsertOf } from "./upsert.ts";

/** A change to an operation's document that a person is to confirm. */
export interface Proposal {
  readonly target: string;
  readonly reason: string;
  readonly update: Json;
  /** True where the project's file says so, and nobody has to confirm it. */
  readonly isSettled?: boolean;
}

/** The target of an operation, for an action of an overlay. */
export const targetOf = ({ method, path }: KnownOperation): string => `$.paths['${path}'].${method}`;

/**
 * The creation of what the operation is about: that of the path before the id, or of the same path for a list.
 * @param bound the variables of values that are the account's, by the names of fields and parameters
 */
export function precondition(
  own: KnownOperation,
  all: readonly KnownOperation[],
  bound: Bindings = {},
): Proposal[] {
  const found = /^(.*)\/\{([^{}]+)\}/.exec(own.path);
  const [, above = "", parameter = ""] = found ?? [];
  const creators = all.filter(({ method, id }) => method === "post" && id !== own.id);
  const listed = own.method === "get" ? listOfMade(own, creators, bound) : [];
  if (listed.length > 0) return listed;
  const creator = creators.find(({ path }) => found && sameTemplate(path, above));
  const id = creator && answeredId(creator);
  const query = creator && queryOf(own, creator, bound);
  if (!creator || !id || !query) return [];
  const upserts = endsIn(own.path, parameter) ? creators.filter((one) => isUpsertOf(one, creator)) : [];
  const before = [creator, ...upserts].map((one) => ({
    operation: one.id,
    parameters: { [parameter]: `$response.body#${id}`, ...query },
  }));
  const names = [creator, ...upserts].map((one) => one.id).join(" and ");
  const makes = upserts.length > 0 ? "make" : "makes";
  return [
    {
      target: targetOf(own),
      reason: `${own.path} names with {${parameter}} what ${names} ${makes}, which the answer identifies at ${id}`,
      update: { "x-precondition": upserts.length > 0 ? before : (before[0] ?? {}) },
    },
  ];
}

/**
 * The query that an operation on one thing must have, from the body of its creation; undefined where that has no such value, and
 * where what reads or deletes it would need one: clean-up knows its id alone.
 */
function queryOf(own: KnownOperation, creator: KnownOperation, bound: Bindings): JsonObject | undefined {
  const isCleanUp = own.method === "get" || own.method === "delete";
  if (!isCleanUp) return sentQuery(own, creator, bound);
  return untoldQuery(own, bound).length > 0 ? undefined : {};
}

/**
 * The values of the body of a creation that are the query which an operation must have; undefined where nothing tells a part of it.
 * @param apart names that something else tells
 */
function sentQuery(
  own: KnownOperation,
  creator: KnownOperation,
  bound: Bindings,
  apart: ReadonlySet<Json | undefined> = new Set(),
): JsonObject | undefined {
  const sent = propertiesOf(bodyOf(creator), creator.document);
  const untold = untoldQuery(own, bound);
  const required = parametersOf(own).filter(
    (one) => one.place === "query" && one.required && !apart.has(one.name),
  );
  if (required.some(({ name }) => untold.includes(name) && !(name in sent))) return undefined;
  const asked = required.filter(({ name }) => name in sent);
  return Object.fromEntries(asked.map(({ name }) => [name, `$request.body#/${name}`]));
}

function listOfMade(own: KnownOperation, creators: readonly KnownOperation[], bound: Bindings): Proposal[] {
  const creator = creators.find(({ path }) => sameTemplate(path, own.path));
  const lists = creator && answeredId(creator) && itemsIn(own);
  if (!creator || !lists) return [];
  const pages = pagesOf(own);
  const ofPages = new Set<Json | undefined>(Object.values(pages ?? {}));
  const parameters = sentQuery(own, creator, bound, ofPages);
  if (parameters === undefined) return [];
  return [
    {
      target: targetOf(own),
      reason: `${own.path} is where ${creator.id} makes things, and its answer holds a list of them at ${lists.items || "its top"}${pages ? `, in pages by ${[...ofPages].join(", ")}` : ""}`,
      update: {
        "x-precondition": {
          operation: creator.id,
          parameters,
          lists: { ...lists, ...(pages ? { pages } : {}) },
        },
      },
    },
  ];
}

/** True for two paths that are one but for the names of their parameters and a slash at the end. */
export const sameTemplate = (one: string, other: string): boolean => unnamedPath(one) === unnamedPath(other);
