import type { Operation } from "../contract/contract.ts";
import { tokenIn } from "../http/credentials.ts";
import type { WireRequest } from "../http/exchange.ts";
import type { Refusal } from "./refusal.ts";

/**
 * Refuses a request without an acceptable token (RFC 6750 §2.1, RFC 7617), where the operation asks for one.
 * Only the given token is accepted; without one any token is, except those that start with `invalid`: a stand-in knows
 * no accounts, and a caller needs some token to be refused.
 */
export function checkToken(
  operation: Operation,
  request: Pick<WireRequest, "path" | "headers">,
  accepted: string | undefined,
): Refusal | undefined {
  const { security } = operation;
  if (!security) return undefined;
  const token = tokenIn(security, request);
  if (token === undefined) return refusal(`the request carries no ${wordFor(security.scheme)}`);
  const valid = accepted === undefined ? !token.startsWith("invalid") : token === accepted;
  return valid ? undefined : refusal(`the ${wordFor(security.scheme)} is not valid`);
}

const wordFor = (scheme: string): string => (scheme === "" ? "API key" : `${scheme.toLowerCase()} token`);

function refusal(message: string): Refusal {
  return { statuses: [401, 403], messages: [message] };
}
