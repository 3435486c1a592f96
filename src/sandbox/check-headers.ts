import type { IncomingHttpHeaders } from "node:http";
import type { Operation } from "../contract/contract.ts";
import type { Refusal } from "./refusal.ts";

/** Refuses a request that lacks a required header, or gives a header another value than the documented ones. */
export function checkHeaders(operation: Operation, headers: IncomingHttpHeaders): Refusal | undefined {
  for (const parameter of operation.headers) {
    const value = headers[parameter.name.toLowerCase()];
    if (value === undefined) {
      if (parameter.required) return refusal(`header ${parameter.name} is missing`);
    } else if (parameter.enum.length > 0 && !parameter.enum.includes(String(value))) {
      return refusal(`header ${parameter.name} must be one of ${parameter.enum.join(", ")}`);
    }
  }
  return undefined;
}

function refusal(message: string): Refusal {
  return { statuses: [401], messages: [message] };
}
