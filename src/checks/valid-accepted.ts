import { type Check, isSuccess } from "./check.ts";
import { words } from "./words.ts";

/** What the docs allow is accepted. */
export const validAccepted: Check = {
  id: "valid-accepted",
  judge({ operation, case: { expect }, answer, json }) {
    if (expect !== "accept" || answer.status >= 500) return undefined;
    if (isSuccess(answer.status)) return [];
    const success = Object.keys(operation.responses).find((code) => code.startsWith("2"));
    return [
      {
        severity: "violation",
        place: String(answer.status),
        at: "",
        title: `a valid body is refused with ${answer.status}`,
        expected: words(`accepted with ${success ?? "a success"}`),
        received: json ?? answer.text,
        docs: operation.requestBody?.docs ?? operation.docs,
        clause: `${operation.summary}: ${operation.method} ${operation.path} takes what its request schema allows.`,
      },
    ];
  },
};
