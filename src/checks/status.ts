import { type Check, isBrokenRequest, isOwn, isSuccess } from "./check.ts";
import { words } from "./words.ts";

/** The status is a documented one; what it means for the case is for other checks. */
export const status: Check = {
  id: "status",
  judge(exchange) {
    const { operation, answer } = exchange;
    if (answer.status >= 500 || !isOwn(exchange) || isBrokenRequest(exchange)) return undefined;
    const documented = Object.keys(operation.responses);
    if (documented.includes(String(answer.status))) return [];
    const kind = isSuccess(answer.status) ? "success" : "status";
    return [
      {
        severity: "violation",
        place: String(answer.status),
        at: "",
        title: `undocumented ${kind} ${answer.status}`,
        expected: words(`one of ${documented.join(", ")}`),
        received: answer.status,
        docs: `${operation.docs}/responses`,
        clause: `Responses: ${Object.entries(operation.responses)
          .map(([code, one]) => `${code} ${one.description}`)
          .join(", ")}.`,
      },
    ];
  },
};
