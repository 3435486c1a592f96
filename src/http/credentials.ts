import type { Operation } from "../contract/contract.ts";
import type { WireRequest } from "./exchange.ts";

type Security = Pick<NonNullable<Operation["security"]>, "scheme" | "key">;

/** The header that carries the token; undefined where it stands in the query. */
export const tokenHeader = ({ key }: Pick<Security, "key">): string | undefined =>
  key === undefined ? "authorization" : key.in === "header" ? key.name.toLowerCase() : undefined;

/** The text of the token's header or parameter. */
export const credentials = ({ scheme }: Pick<Security, "scheme">, token: string): string =>
  scheme === "" ? token : `${scheme} ${token}`;

/** The token that a request carries where its operation asks for one; undefined where there is none in its scheme. */
export function tokenIn(
  { scheme, key }: Security,
  { path, headers }: Pick<WireRequest, "path" | "headers">,
): string | undefined {
  const header = tokenHeader(key === undefined ? {} : { key });
  const text =
    header === undefined
      ? (new URLSearchParams(path.split("?").slice(1).join("?")).get(key?.name ?? "") ?? undefined)
      : headers[header];
  if (text === undefined || text === "") return undefined;
  if (scheme === "") return text;
  const [word = "", ...rest] = text.trim().split(/ +/);
  return word.toLowerCase() === scheme.toLowerCase() && rest.length === 1 ? rest[0] : undefined;
}

/** A path and query without the token's parameter, or with another token in it. */
export function withTokenInQuery(path: string, name: string, token: string | undefined): string {
  const [before = "", ...rest] = path.split("?");
  const query = new URLSearchParams(rest.join("?"));
  if (token === undefined) query.delete(name);
  else query.set(name, token);
  const text = query.toString();
  return text === "" ? before : `${before}?${text}`;
}
