import { describedAt } from "../body/sites.ts";
import { dotted, valueAt } from "../json.ts";
import {
  type Check,
  clauseAt,
  documentedStatus,
  isSuccess,
  type Judged,
  resourceOf,
  type Violation,
} from "./check.ts";
import { NOTHING, words } from "./words.ts";

/** What is created has an id, not an empty one, that nothing else of the run has. */
export const identity: Check = {
  id: "identity",
  judge(exchange) {
    const { operation, answer, json, memory } = exchange;
    const resource = resourceOf(operation);
    if (!resource || !isSuccess(answer.status) || json === undefined) return undefined;
    const id = valueAt(json, resource.id);
    if (id === undefined || id === "" || id === null)
      return [violation(exchange, resource.id, "is missing or empty", id)];
    const key = `${operation.id} ${JSON.stringify(id)}`;
    const first = memory.get(key);
    memory.set(key, exchange.case.id);
    return first === undefined || first === exchange.case.id
      ? []
      : [violation(exchange, resource.id, `is that of ${first} as well`, id)];
  },
};

function violation(exchange: Judged, at: string, problem: string, id: unknown): Violation {
  const code = documentedStatus(exchange) ?? "";
  const response = exchange.operation.responses[code];
  const found = response && describedAt(response.schema, response.docs, at, exchange.contract.schemas);
  return {
    severity: "violation",
    place: dotted(at),
    at,
    title: `${dotted(at)} ${problem}`,
    expected: words("an id of its own"),
    received: id === undefined ? NOTHING : id,
    docs: found?.docs ?? exchange.operation.docs,
    clause: clauseAt(found, at),
  };
}
