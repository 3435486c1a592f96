import type { Operation } from "../contract/contract.ts";
import { parametersIn } from "../contract/parameters.ts";
import { TOKEN_VARIABLE } from "../core/project.ts";
import type { Answer } from "../http/exchange.ts";
import { wordsOf } from "./refusal-words.ts";

/** The advice on a refusal that no case explains: the header that its words name, else the token and its scopes. */
export function refusalAdvice(operation: Operation, answer: Answer): string {
  return (
    headerAdvice(operation, answer) ??
    `check that ${TOKEN_VARIABLE} is a token of this account, with ${scopesOf(operation)}`
  );
}

/** The advice on an answer whose words name a header of the operation; undefined where they name none. */
export function headerAdvice(operation: Operation, answer: Answer): string | undefined {
  const words = wordsOf(answer).toLowerCase();
  const header = parametersIn(operation, "header").find(({ name }) => words.includes(name.toLowerCase()));
  return header && `it speaks of the header ${header.name}: look which values it takes`;
}

/** The scopes that a token needs for an operation, in words. */
function scopesOf({ security }: Operation): string {
  const { scopes = [] } = security ?? {};
  if (scopes.length === 0) return "the scope that the operation needs";
  return `the scope${scopes.length === 1 ? "" : "s"} ${scopes.join(" and ")}`;
}
