import { entriesOfClass } from "../contract/documented-status.ts";
import { type Check, isSuccess } from "./check.ts";
import { words } from "./violation/words.ts";

/** A body that breaks one rule of the docs, and nothing else, is not accepted. */
export const ruleRefused: Check = {
  id: "rule-refused",
  claim: "a body that breaks one rule of the docs is refused",
  judge({ operation, case: { expect, fault }, answer }) {
    if (expect !== "reject" || fault?.kind !== "rule" || answer.status >= 500) return undefined;
    if (!isSuccess(answer.status)) return [];
    const refusals = entriesOfClass(operation.responses, "4");
    return [
      {
        severity: "violation",
        subject: { kind: "named", name: fault.rule },
        at: fault.at,
        cause: "rule",
        title: `a body that breaks rule ${fault.rule} is accepted`,
        expected: words(`refused with ${refusals.join(" or ")}`),
        received: words(`accepted with ${answer.status}`),
        docs: fault.docs,
        clause: fault.expected,
      },
    ];
  },
};
