import { entriesOfClass, hasRefusals, hasSuccess, statusEntry } from "../contract/documented-status.ts";
import { WHOLE } from "../contract/pointers.ts";
import { type Check, isBrokenRequest, isOwn, isSuccess, type Judged, type Violation } from "./check.ts";
import { isRefusalInDisguise } from "./violation/refusal-in-disguise.ts";
import { responsesClause } from "./violation/responses-clause.ts";
import { words } from "./violation/words.ts";

/** The status is a documented one; what it means for the case is for other checks. */
export const status: Check = {
  id: "status",
  claim: "a status is a documented one",
  judgesDisguised: true,
  judge(exchange) {
    const { operation, answer } = exchange;
    if (answer.status >= 500 || !isOwn(exchange) || isBrokenRequest(exchange)) return undefined;
    if (isRefusalInDisguise(exchange)) return [disguised(exchange)];
    const { responses } = operation;
    if (statusEntry(responses, answer.status) !== undefined) return [];
    if (!isToldOf(exchange)) return undefined;
    const documented = Object.keys(responses);
    const kind = isSuccess(answer.status) ? "success" : "status";
    return [
      {
        severity: "violation",
        subject: { kind: "status", status: answer.status },
        cause: String(answer.status),
        spread: { least: 2, isOfEndpoint: true },
        at: WHOLE,
        title: `undocumented ${kind} ${answer.status}`,
        expected: words(`one of ${documented.join(", ")}`),
        received: answer.status,
        docs: `${operation.docs}/responses`,
        clause: responsesClause(operation.responses),
      },
    ];
  },
  subjectsOf: (clause) => (clause.about === "status" ? [{ kind: "status", status: clause.status }] : []),
};

/** True if the docs say anything of answers like this one; where they list no refusal at all, they are silent about refusing. */
const isToldOf = ({ operation: { responses }, answer, case: { expect } }: Judged): boolean =>
  isSuccess(answer.status) ? hasSuccess(responses) : hasRefusals(responses) || expect === "accept";

/** Whoever answers refusals as successes does so for all of them; which requests are accepted cannot be judged then. */
const disguised = ({ operation, answer, json }: Judged): Violation => ({
  severity: "violation",
  subject: { kind: "named", name: "refused-as-success" },
  cause: "refused as success",
  spread: { least: 2, isOfEndpoint: true },
  at: WHOLE,
  title: `a refusal is answered with ${answer.status}`,
  expected: words(`one of ${entriesOfClass(operation.responses, "4").join(", ") || "the client errors"}`),
  received: json,
  docs: `${operation.docs}/responses`,
  clause: responsesClause(operation.responses),
});
