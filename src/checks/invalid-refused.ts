import { dotted, valueAt } from "../core/json.ts";
import { type Check, clauseAt, describedBody, isSuccess } from "./check.ts";
import { words } from "./words.ts";

/** A request with one fault is not accepted. */
export const invalidRefused: Check = {
  id: "invalid-refused",
  judge({ contract, operation, case: { id, expect, fault, body }, answer }) {
    if (expect !== "reject" || fault === undefined || answer.status >= 500 || isElsewhere(fault))
      return undefined;
    if (!isSuccess(answer.status)) return [];
    const name = dotted(fault.at) || "body";
    const found = describedBody({ contract, operation })?.at(fault.at);
    const isBroken = fault.keyword === "request";
    // A request that is broken as a whole is known by its case: `kind/request/how`.
    const how = id.slice(id.lastIndexOf("/") + 1);
    const value = body === undefined ? undefined : valueAt(body, fault.at);
    const refusals = Object.keys(operation.responses).filter((code) => code.startsWith("4"));
    return [
      {
        severity: "violation",
        place: `${name}:${fault.keyword}${isBroken ? `/${how}` : ""}`,
        at: fault.at,
        title: isBroken
          ? `a broken request is accepted: ${how.replaceAll("-", " ")}`
          : `${name} ${value === undefined ? "left out" : `= ${JSON.stringify(value)}`} is accepted, against ${fault.keyword}`,
        expected: words(`refused with ${refusals.join(" or ")}: ${name} must be ${fault.expected}`),
        received: words(`accepted with ${answer.status}`),
        docs: fault.docs,
        clause: clauseAt(found, fault.at),
      },
    ];
  },
};

/** Faults that other checks judge: of a rule, and of what guards the operation. */
const isElsewhere = ({ rule, keyword }: { readonly rule?: string; readonly keyword: string }): boolean =>
  rule !== undefined || ["token", "header", "method"].includes(keyword);
