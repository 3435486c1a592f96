import { WHOLE } from "../contract/pointers.ts";
import { type GuardFault, isGuardFault } from "../generation/fault.ts";
import { type Check, isSuccess } from "./check.ts";
import type { Cause } from "./violation/cause.ts";
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
        ...causeOf(fault),
        title: `a request with ${fault.guard.replaceAll("-", " ")} is accepted`,
        expected: words(`refused: it lacks ${fault.expected}`),
        received: words(`accepted with ${answer.status}`),
        docs: fault.docs,
        clause: fault.expected,
      },
    ];
  },
};

/** Whoever does not look at tokens does so in each of their wrong forms, and mostly at each operation. */
const causeOf = ({ kind, parameter }: GuardFault): Cause => {
  if (kind === "token") return { cause: "token", spread: { least: 2, isOfEndpoint: true } };
  // What is wrong with one parameter has one cause: nobody looks at it.
  return parameter === undefined
    ? {}
    : { cause: `${kind} ${parameter}`, spread: { least: 2, isOfEndpoint: kind === "header" } };
};
