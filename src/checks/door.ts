import { type Check, isSuccess } from "./check.ts";
import { words } from "./words.ts";

/** What guards the operation that a door case lacks. */
const GUARDS = new Set(["token", "header", "method"]);

/** Without a valid token, a required header or the right method nothing gets in. */
export const door: Check = {
  id: "door",
  judge({ case: { id, expect, fault }, answer }) {
    if (expect !== "reject" || fault === undefined || !GUARDS.has(fault.keyword) || answer.status >= 500)
      return undefined;
    if (!isSuccess(answer.status)) return [];
    const name = id.slice(id.indexOf("/") + 1);
    return [
      {
        severity: "violation",
        place: name,
        at: "",
        title: `a request with ${name.replaceAll("-", " ")} is accepted`,
        expected: words(`refused: it lacks ${fault.expected}`),
        received: words(`accepted with ${answer.status}`),
        docs: fault.docs,
        clause: fault.expected,
      },
    ];
  },
};
