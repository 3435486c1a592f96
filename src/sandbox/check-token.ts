import type { Operation } from "../contract/contract.ts";
import type { Refusal } from "./refusal.ts";

/**
 * Refuses a request without an acceptable bearer token (RFC 6750 §2.1), where the operation asks for one.
 * Only the given token is accepted; without one any token is, except those that start with `invalid`: a stand-in knows
 * no accounts, and a caller needs some token to be refused.
 */
export function checkToken(
  operation: Operation,
  authorization: string | undefined,
  accepted: string | undefined,
): Refusal | undefined {
  if (!operation.security) return undefined;
  const token = /^bearer +(\S+) *$/i.exec(authorization ?? "")?.[1];
  if (token === undefined) return refusal("the request carries no bearer token");
  const valid = accepted === undefined ? !token.startsWith("invalid") : token === accepted;
  return valid ? undefined : refusal("the bearer token is not valid");
}

function refusal(message: string): Refusal {
  return { statuses: [401, 403], messages: [message] };
}
