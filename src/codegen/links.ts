import type { Link, Operation } from "../contract/contract.ts";
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
  const { items, id } = isObject(raw) ? raw : {};
  const isPointer = (value: Json | undefined): value is string =>
    typeof value === "string" && value.startsWith("/");
  if (isPointer(items) && isPointer(id)) return { items, id };
  throw operationError(operation, "", `link ${link}: x-lists needs two JSON pointers, items and id`);
}

/** @throws SuiteError where a link leads to no operation of the document. */
export function checkLinks(document: OpenApiDocument, { docs, links }: Operation, operations: object): void {
  const lost = links.find(({ operationId }) => !Object.hasOwn(operations, operationId));
  if (lost)
    throw new SuiteError(
      `${document.name}${docs}: a link leads to the operation "${lost.operationId}", which the document does not have`,
    );
}
