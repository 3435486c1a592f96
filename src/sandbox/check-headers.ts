import type { IncomingHttpHeaders } from "node:http";
import type { Operation } from "../contract/contract.ts";
import { listedTexts, parametersIn } from "../contract/parameters.ts";
import type { Refusal } from "./refusal.ts";

/** Refuses a request that lacks a required header, or gives a header another value than the documented ones. */
export function checkHeaders(operation: Operation, headers: IncomingHttpHeaders): Refusal | undefined {
  for (const parameter of parametersIn(operation, "header")) {
    const values = listedTexts(parameter);
    const value = headers[parameter.name.toLowerCase()];
    if (value === undefined) {
      if (parameter.required) return refusal(`header ${parameter.name} is missing`);
    } else if (values.length > 0 && !values.includes(String(value))) {
      return refusal(`header ${parameter.name} must be one of ${values.join(", ")}`);
    }
  }
  return undefined;
}

function refusal(message: string): Refusal {
  return { statuses: [401], messages: [message] };
}
