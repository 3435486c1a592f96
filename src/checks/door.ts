import { WHOLE } from "../contract/pointers.ts";
import { isGuardFault } from "../generation/fault.ts";
import { type Check, isSuccess } from "./check.ts";
import { words } from "./violation/words.ts";

/** Without a valid token, a required header or the right method nothing gets in. */
export const door: Check = {
  id: "door",
  claim: "without a token, a required header or the right method nothing gets in",
  judge({ case: { expect, fault }, answer }) {
    if (expect !== "reject" || !isGuardFault(fault) || answer.status >= 500) return undefined;
    if (!isSuccess(answer.status)) return [];
    return [
      {
        severity: "violation",
        subject: { kind: "named", name: fault.guard },
        at: WHOLE,
        ...(fault.kind === "token" ? { cause: "token" } : {}),
        title: `a request with ${fault.guard.replaceAll("-", " ")} is accepted`,
        expected: words(`refused: it lacks ${fault.expected}`),
        received: words(`accepted with ${answer.status}`),
        docs: fault.docs,
        clause: fault.expected,
      },
    ];
  },
};
