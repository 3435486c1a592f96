import type { Operation } from "../contract/contract.ts";
import { parametersIn } from "../contract/parameters.ts";
import { TOKEN_VARIABLE } from "../core/project.ts";
import { type Answer, jsonOf } from "../http/exchange.ts";
import { wordsOf } from "./refusal-words.ts";

/** The advice on a refusal that no case explains: the header that its words name, else the token and its scopes. */
export function refusalAdvice(operation: Operation, answer: Answer): string {
  return (
    headerAdvice(operation, answer) ??
    pageAdvice(answer) ??
    `check that ${TOKEN_VARIABLE} is a token of this account, with ${scopesOf(operation)}`
  );
}

/** The advice on an address that ends in the path that the docs show, which every request adds; undefined for any other. */
export function addressAdvice({ path }: Operation, target: string): string | undefined {
  const [address, own] = [target, path].map((text) => text.replace(/\/+$/, ""));
  if (address === undefined || own === undefined || own === "" || !address.endsWith(own)) return undefined;
  return `--target holds the path ${own} that the docs show, and every request adds it: give ${address.slice(0, -own.length)}`;
}

/** The advice on an answer whose words name a header of the operation; undefined where they name none. */
export function headerAdvice(operation: Operation, answer: Answer): string | undefined {
  const words = ` ${wordsOf(answer)
    .toLowerCase()
    .replace(/[^\w-]+/g, " ")} `;
  const header = parametersIn(operation, "header").find(({ name }) =>
    words.includes(` ${name.toLowerCase()} `),
  );
  return header && `it speaks of the header ${header.name}: look which values it takes`;
}

/** The advice on an answer that is no JSON; undefined for any other. */
export const pageAdvice = (answer: Answer): string | undefined =>
  jsonOf(answer) === undefined
    ? "this is no answer of an API: a firewall, a bot check or a sign-in page is in front of it, or --target is another server"
    : undefined;

/** An operation with the scopes that a token needs for it. */
export function withScopes({ id, security }: Operation): string {
  const scopes = security?.scopes ?? [];
  return scopes.length === 0 ? id : `${id} (scope ${scopes.join(", ")})`;
}

/** The scopes that a token needs for an operation, in words. */
function scopesOf({ security }: Operation): string {
  const { scopes = [] } = security ?? {};
  if (scopes.length === 0) return "the scope that the operation needs";
  return `the scope${scopes.length === 1 ? "" : "s"} ${scopes.join(" and ")}`;
}
