import { describedAt } from "../body/sites.ts";
import { dotted, escapeToken, isObject, valueAt } from "../json.ts";
import {
  type Check,
  clauseAt,
  documentedStatus,
  isSuccess,
  type Judged,
  requestClause,
  resourceOf,
  type Violation,
} from "./check.ts";
import { NOTHING, words } from "./words.ts";

/** What is created has an id, not an empty one, that nothing else of the run has, and belongs to the caller. */
export const identity: Check = {
  id: "identity",
  judge(exchange) {
    const { operation, answer, json } = exchange;
    const resource = resourceOf(operation);
    if (!resource || !isSuccess(answer.status)) return undefined;
    const received = valueAt(json, resource.pointer);
    if (!isObject(received)) return undefined;
    return [...ownId(exchange, resource.id), ...foreign(exchange, resource.pointer, received)];
  },
};

function ownId(exchange: Judged, at: string): Violation[] {
  const { operation, json, memory } = exchange;
  const id = valueAt(json, at);
  if (id === undefined || id === "" || id === null)
    return [violation(exchange, at, "is missing or empty", id)];
  const key = `${operation.id} ${JSON.stringify(id)}`;
  const first = memory.get(key);
  memory.set(key, exchange.case.id);
  return first === undefined || first === exchange.case.id
    ? []
    : [violation(exchange, at, `is that of ${first} as well`, id)];
}

/** Values of the account that were sent and came back as ones that stand nowhere in what was sent. */
function foreign(exchange: Judged, pointer: string, received: unknown): Violation[] {
  const sent = exchange.case.body;
  if (exchange.case.expect === "reject" || sent === undefined) return [];
  const known = new Set([...texts(sent, "")].map(({ text }) => text));
  return [...texts(sent, "")].flatMap(({ at, text }) => {
    const got = valueAt(received, at);
    if (typeof got !== "string" || [...known].some((one) => isLike(one, got)) || !isBound(exchange, at))
      return [];
    const title = `${dotted(pointer + at)} is not this caller's`;
    const told = { title, expected: text, ...requestClause(exchange, at) };
    return [{ ...violation(exchange, pointer + at, "", got), ...told }];
  });
}

/** What is trimmed, cut off or in another case is still the caller's: what became of it is another check's. */
const isLike = (sent: string, got: string): boolean =>
  got === "" || sent.toLowerCase().includes(got.toLowerCase());

function isBound({ contract, operation }: Judged, at: string): boolean {
  const { requestBody } = operation;
  const found = requestBody && describedAt(requestBody.schema, requestBody.docs, at, contract.schemas);
  return found?.schema["x-binding"] !== undefined;
}

function* texts(value: unknown, at: string): Iterable<{ at: string; text: string }> {
  if (typeof value === "string") yield { at, text: value };
  else if (typeof value === "object" && value !== null)
    for (const [name, member] of Object.entries(value)) yield* texts(member, `${at}/${escapeToken(name)}`);
}

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
