import { equal, valueAt } from "../json.ts";
import { type Check, isSuccess, type Judged, resourceOf, type Violation } from "./check.ts";
import { words } from "./words.ts";

/** A read answers what the creation answered; a delete deletes; what is deleted is gone, and what is not stays. */
export const lifecycle: Check = {
  id: "lifecycle",
  judge(exchange) {
    const { resource } = exchange.case;
    const { status } = exchange.answer;
    if (resource === undefined || status >= 500) return undefined;
    const { step, exists, created } = resource;
    if (exists && !isSuccess(status))
      return [
        violation(
          exchange,
          `${step}-refused`,
          `a resource that exists cannot be ${step === "read" ? "read" : "deleted"}`,
          words("a success"),
          status,
        ),
      ];
    if (!exists && step === "read" && isSuccess(status))
      return [
        violation(
          exchange,
          "read-after-delete",
          "a deleted resource can still be read",
          words("a client error"),
          status,
        ),
      ];
    if (!exists && step === "delete" && isSuccess(status)) return [observed(exchange, status)];
    if (step === "delete" || !exists) return [];
    const read = valueAt(exchange.json, pointerOf(exchange));
    return equal(read, created)
      ? []
      : [
          violation(
            exchange,
            "read-differs",
            "a read answers otherwise than the creation did",
            created,
            read,
          ),
        ];
  },
};

/** Where the answer holds the resource: where the creation's does. */
function pointerOf({ contract, operation }: Judged): string {
  const creator = Object.values(contract.operations).find(({ links }) =>
    links.some((link) => link.operationId === operation.id),
  );
  return (creator && resourceOf(creator)?.pointer) ?? "";
}

function violation(
  { operation }: Judged,
  place: string,
  title: string,
  expected: unknown,
  received: unknown,
): Violation {
  return {
    severity: "violation",
    place,
    at: "",
    title,
    expected,
    received,
    docs: operation.docs,
    clause: `${operation.summary}: ${operation.method} ${operation.path}.`,
  };
}

/** RFC 9110, 9.2.2: a repeated delete may succeed, so that it does is no fault. */
const observed = (exchange: Judged, status: number): Violation => ({
  ...violation(
    exchange,
    "delete-repeated",
    "deleting what is deleted succeeds",
    words("a client error or a success"),
    status,
  ),
  severity: "observation",
});
