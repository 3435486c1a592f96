import { WHOLE } from "../contract/pointers.ts";
import { valueAt } from "../core/json.ts";
import { type Check, isSuccess, type Judged, resourceIn, type Violation } from "./check.ts";
import { words } from "./violation/words.ts";

/** A request that is accepted makes one resource, and one that is refused makes none, as a list shows in the end. */
export const madeOnce: Check = {
  id: "made-once",
  claim: "an accepted request makes one resource, a refused one none",
  judge(exchange) {
    const { case: sent, answer } = exchange;
    if (sent.made === undefined || answer.status >= 500) return undefined;
    const most = isSuccess(answer.status) ? 1 : 0;
    if (sent.made.length <= most || isMistaken(exchange)) return [];
    return [most === 0 ? afterRefusal(exchange, sent.made) : several(exchange, sent.made)];
  },
};

/** True where what is answered is listed under another id, because the answered one is none: another check reports that. */
function isMistaken(exchange: Judged): boolean {
  const { id } = resourceIn(exchange) ?? {};
  const answered = id === undefined ? "" : String(valueAt(exchange.json, id));
  return exchange.memory.mistypedIds.has(answered);
}

const afterRefusal = (exchange: Judged, made: readonly string[]): Violation =>
  violation(exchange, "made-though-refused", {
    title: `a request that is refused with ${exchange.answer.status} makes something all the same`,
    expected: "nothing of it in a list",
    made,
  });

const several = (exchange: Judged, made: readonly string[]): Violation =>
  violation(exchange, "made-twice", {
    title: "one accepted request makes more than one thing",
    expected: "one thing of it in a list",
    made,
  });

function violation(
  { operation }: Judged,
  name: string,
  told: { readonly title: string; readonly expected: string; readonly made: readonly string[] },
): Violation {
  return {
    severity: "violation",
    subject: { kind: "named", name },
    at: WHOLE,
    title: told.title,
    expected: words(told.expected),
    received: words(`listed: ${told.made.join(", ")}`),
    docs: operation.docs,
    clause: `${operation.summary}: ${operation.method} ${operation.path}.`,
  };
}
