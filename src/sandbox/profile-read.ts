import type { IncomingHttpHeaders } from "node:http";
import { matches } from "../contract/conditions/matches.ts";
import type { Schema } from "../contract/contract.ts";
import type { JsonObject } from "../core/json.ts";

/** A request that the endpoint takes for another one, though the contract knows no such request. */
export interface ReadRule {
  readonly method?: string;
  /** The path, without its query. */
  readonly path?: string;
  /** A JSON Schema over the request's headers, by lower-case name. */
  readonly headers?: Schema;
  /** The path and the headers that it reads in their place. */
  readonly as: { readonly path?: string; readonly headers?: { readonly [name: string]: string } };
}

/** A request line with its headers. */
export interface Asked {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
}

/** The request as an endpoint reads it by the rules that apply to it. */
export const readRequest = (rules: readonly ReadRule[], asked: Asked): Asked =>
  rules.filter((rule) => isRead(rule, asked)).reduce(readAs, asked);

const isRead = ({ method, path, headers }: ReadRule, asked: Asked): boolean =>
  (method === undefined || method === asked.method) &&
  (path === undefined || path === asked.target.split("?")[0]) &&
  (headers === undefined || matches(headers, flatHeaders(asked.headers)));

/** The request as a rule reads it; its query stays. */
function readAs(asked: Asked, { as }: ReadRule): Asked {
  const [own = "", ...query] = asked.target.split("?");
  return {
    method: asked.method,
    target: [as.path ?? own, ...query].join("?"),
    headers: { ...asked.headers, ...as.headers },
  };
}

/** Headers by their lower-case names, each as one text. */
export const flatHeaders = (headers: IncomingHttpHeaders): JsonObject =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
