import { entriesOfClass } from "../contract/documented-status.ts";
import { locationsAround, patternOf } from "../contract/pointers.ts";
import { dotted, typeOf, valueAt } from "../core/json.ts";
import {
  brokenKeyword,
  faultyLocation,
  isSchemaFault,
  type RequestFault,
  type SchemaFault,
  type SeveralFaults,
} from "../generation/fault.ts";
import { type Check, clauseAt, isSuccess } from "./check.ts";
import { words } from "./violation/words.ts";

/** A request with one fault is not accepted; other checks judge broken rules and missing guards. */
export const invalidRefused: Check = {
  id: "invalid-refused",
  claim: "a request with one fault is refused",
  judge({ documented, operation, case: { expect, fault, body }, answer }) {
    if (expect !== "reject" || answer.status >= 500) return undefined;
    if (fault?.kind !== "request" && !isSchemaFault(fault)) return undefined;
    // Which of many faults is accepted shows only where it is sent alone.
    if (fault.kind === "several" && fault.each !== undefined) return undefined;
    if (!isSuccess(answer.status)) return [];
    const at = faultyLocation(fault);
    const value = body === undefined ? undefined : valueAt(body, at);
    const name = dotted(at) || "body";
    const found = documented.requestSchema?.at(at);
    const refusals = entriesOfClass(operation.responses, "4");
    return [
      {
        severity: "violation",
        subject: { kind: "location", at: patternOf(at), breaks: brokenBy(fault) },
        at,
        title: titleOf(fault, name, value),
        cause: causeOf(fault, value),
        spread: { around: locationsAround(at).map(patternOf) },
        expected: words(`refused with ${refusals.join(" or ")}: ${name} must be ${fault.expected}`),
        received: words(`accepted with ${answer.status}`),
        docs: fault.docs,
        clause: clauseAt(found, at),
      },
    ];
  },
};

type OwnFault = RequestFault | SchemaFault | SeveralFaults;

const brokenBy = (fault: OwnFault): readonly string[] =>
  fault.kind === "request" ? [fault.kind, fault.how] : [brokenKeyword(fault)];

/** Of a wrong type the type that is taken for another one; else the keyword that nobody checks. */
function causeOf(fault: OwnFault, value: unknown): string {
  if (fault.kind !== "schema" || fault.keyword !== "type") return brokenBy(fault)[0] ?? fault.kind;
  return `type ${typeOf(value)}`;
}

function titleOf(fault: OwnFault, name: string, value: unknown): string {
  if (fault.kind === "request") return `a broken request is accepted: ${fault.how.replaceAll("-", " ")}`;
  const sent = value === undefined ? "left out" : `= ${JSON.stringify(value)}`;
  return `${name} ${sent} is accepted, against ${brokenKeyword(fault)}`;
}
