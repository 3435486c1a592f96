import { WHOLE } from "../contract/pointers.ts";
import { faultyLocation, isGuardFault } from "../generation/fault.ts";
import type { Check } from "./check.ts";
import { responsesClause } from "./violation/responses-clause.ts";
import { words } from "./violation/words.ts";

/** No input causes a 5xx: whatever is sent, the caller is told what was wrong with it. */
export const noCrash: Check = {
  id: "no-crash",
  claim: "no input causes a 5xx",
  judgesDisguised: true,
  judge({ operation, case: { fault }, answer, json }) {
    if (answer.status < 500) return [];
    return [
      {
        severity: "violation",
        subject: { kind: "status", status: answer.status },
        at: fault === undefined ? WHOLE : faultyLocation(fault),
        title: `the endpoint fails with ${answer.status}`,
        ...(isGuardFault(fault)
          ? { cause: `crash with ${fault.guard}`, spread: { least: 2, isOfEndpoint: true } }
          : {}),
        expected: words(`one of ${Object.keys(operation.responses).join(", ")}`),
        received: json ?? (answer.text.slice(0, 200) || answer.status),
        docs: `${operation.docs}/responses`,
        clause: responsesClause(operation.responses),
      },
    ];
  },
};
