import { compiled } from "../contract/conditions/compiled.ts";
import type { Schema } from "../contract/contract.ts";
import { type Json, own, parsed } from "../core/json.ts";
import type { Case } from "../http/exchange.ts";

/** The parts of a request that a condition may speak of; `created` is the creation's answer, for a request about what was created. */
export const REQUEST_PARTS = ["query", "header", "body", "created"] as const;

export type RequestPart = (typeof REQUEST_PARTS)[number];

/** A JSON Schema for each part of a request that must be there and match it. */
export type RequestCondition = { readonly [part in RequestPart]?: Schema };

/** The parts of a case's request as JSON; headers have their lower-case names, and a part that is not there is absent. */
export function requestParts({ request, body, resource }: Case): { readonly [part in RequestPart]?: Json } {
  const [, query = ""] = /\?(.*)/s.exec(request.path) ?? [];
  const sent = body ?? parsed(request.body ?? "");
  const created = resource?.created as Json | undefined;
  return {
    query: Object.fromEntries(new URLSearchParams(query)),
    header: { ...request.headers },
    ...(sent === undefined ? {} : { body: sent }),
    ...(created === undefined ? {} : { created }),
  };
}

/** True if a case's request meets a condition; every request meets none. */
export function meets(condition: RequestCondition | undefined, sent: Case): boolean {
  if (condition === undefined) return true;
  const parts = requestParts(sent);
  return REQUEST_PARTS.every((part) => {
    const schema = condition[part];
    const value = own(parts, part);
    return schema === undefined || (value !== undefined && compiled(schema)(value));
  });
}
