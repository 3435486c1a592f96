import type { Json } from "../../../src/core/json.ts";
import type { JudgedEvent } from "../../../src/engine/events.ts";
import type { Answer, Case } from "../../../src/http/exchange.ts";

export const answer = (
  status: number,
  body: Json = {},
  headers: Answer["headers"] = { "content-type": "application/json" },
): Answer => ({ status, headers, text: JSON.stringify(body) });

export const caseOf = (body?: Json, more: Partial<Case> = {}): Case => ({
  id: "covering/1",
  origin: { kind: "covering", name: "1" },
  operation: "create-order",
  expect: "accept",
  seed: 1,
  ...(body === undefined ? {} : { body }),
  request: { method: "POST", path: "/orders", headers: {} },
  ...more,
});

export const judged = (
  sent: Case,
  status: number,
  judgements: JudgedEvent["judgements"] = [],
): JudgedEvent => ({ type: "judged", case: sent, answer: answer(status), judgements });
