import type { Link, Operation } from "../contract/contract.ts";
import type { ListPages } from "../contract/list-pointers.ts";
import { parametersIn } from "../contract/parameters.ts";
import { SuiteError } from "../core/errors.ts";
import type { Json } from "../core/json.ts";
import { bare, escapeToken, isObject } from "../core/json.ts";
import { deref, type OpenApiDocument } from "./document.ts";
import { entriesOf, operationError, type RawOperation, textOf } from "./raw-operation.ts";

/** A link of a response at a location. */
export function readLink(operation: RawOperation, name: string, raw: Json, at: string): Link {
  const { value } = deref(operation.document, raw, `${at}/links/${escapeToken(name)}`);
  const [parameters, query] = [bare<string>(), bare<string>()];
  for (const [parameter, expression] of entriesOf(value.parameters)) {
    const [, from, pointer] = /^\$(request|response)\.body#(\/.*)$/.exec(textOf(expression)) ?? [];
    if (pointer === undefined)
      throw operationError(
        operation,
        "",
        `link ${name}: unsupported expression ${JSON.stringify(expression)}; supported are $response.body#/… and $request.body#/…`,
      );
    (from === "request" ? query : parameters)[parameter] = pointer;
  }
  const lists = readLists(operation, name, value["x-lists"]);
  return {
    operationId: textOf(value.operationId),
    parameters,
    ...(Object.keys(query).length > 0 ? { query } : {}),
    ...(lists ? { lists } : {}),
  };
}

function readLists(operation: RawOperation, link: string, raw: Json | undefined): Link["lists"] {
  if (raw === undefined) return undefined;
  const { items, id, pages } = isObject(raw) ? raw : {};
  if (!isPointer(items) || !isPointer(id) || id === "")
    throw operationError(operation, "", `link ${link}: x-lists needs two JSON pointers, items and id`);
  return { items, id, ...(pages === undefined ? {} : { pages: readPages(operation, link, pages) }) };
}

/** True for a JSON pointer, that to the whole included. */
const isPointer = (value: Json | undefined): value is string =>
  typeof value === "string" && (value === "" || value.startsWith("/"));

const PARAMETERS = ["size", "page", "offset", "cursor"] as const;

function readPages(operation: RawOperation, link: string, raw: Json): ListPages {
  const wrong = (what: string) => operationError(operation, "", `link ${link}: x-lists/pages: ${what}`);
  if (!isObject(raw)) throw wrong("expected an object");
  const known: readonly string[] = [...PARAMETERS, "first", "next"];
  const unknown = Object.keys(raw).find((name) => !known.includes(name));
  if (unknown !== undefined) throw wrong(`"${unknown}" is not one of ${known.join(", ")}`);
  const { first, next, cursor } = raw;
  const nameless = PARAMETERS.find((name) => raw[name] !== undefined && textOf(raw[name]) === "");
  if (nameless !== undefined) throw wrong(`${nameless}: expected the name of a query parameter`);
  if (first !== undefined && first !== 0 && first !== 1) throw wrong("first: expected 0 or 1");
  if (next !== undefined && (!isPointer(next) || next === "")) throw wrong("next: expected a JSON pointer");
  if (cursor !== undefined && next === undefined) throw wrong("cursor: it needs next, a JSON pointer to it");
  if (!["page", "offset", "next"].some((name) => raw[name] !== undefined))
    throw wrong("one of page, offset and next has to say how the next page is asked for");
  return raw as ListPages;
}

/** @throws SuiteError where pages are asked for with a parameter that the list's operation does not have. */
function checkPages(document: OpenApiDocument, { docs }: Operation, link: Link, listed: Operation): void {
  const pages = link.lists?.pages ?? {};
  const names = parametersIn(listed, "query").map(({ name }) => name);
  const lost = PARAMETERS.map((member) => pages[member]).find(
    (name) => name !== undefined && !names.includes(name),
  );
  if (lost !== undefined)
    throw new SuiteError(
      `${document.name}${docs}: x-lists/pages: ${listed.id} has no query parameter "${lost}"; it has ${names.join(", ") || "none"}`,
    );
}

/** @throws SuiteError where a link leads to no operation of the document. */
export function checkLinks(
  document: OpenApiDocument,
  operation: Operation,
  operations: { readonly [id: string]: Operation },
): void {
  const { docs, links } = operation;
  const lost = links.find(({ operationId }) => !Object.hasOwn(operations, operationId));
  if (lost)
    throw new SuiteError(
      `${document.name}${docs}: a link leads to the operation "${lost.operationId}", which the document does not have`,
    );
  for (const link of links) {
    const listed = operations[link.operationId];
    if (listed && link.lists?.pages) checkPages(document, operation, link, listed);
  }
}
