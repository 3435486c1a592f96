import { describedAt } from "../body/sites.ts";
import { dotted, escapeToken, isObject, typeOf } from "../json.ts";
import { type Check, documentedStatus, type Judged, type Violation } from "./check.ts";
import { words } from "./words.ts";

/** A field of the answer that the docs do not name: no fault, but worth knowing. */
export const undocumentedField: Check = {
  id: "undocumented-field",
  judge(exchange) {
    const code = documentedStatus(exchange);
    const response = code === undefined ? undefined : exchange.operation.responses[code];
    if (code === undefined || response?.schema === undefined || !isObject(exchange.json)) return undefined;
    const found = new Map<string, Violation>();
    for (const { at, value } of unknown(exchange, exchange.json, "")) {
      const place = `${code}/${dotted(at)}`;
      if (found.has(place)) continue;
      found.set(place, {
        severity: "observation",
        place,
        at,
        title: `${dotted(at)} is not documented for ${code}; it is of type ${typeOf(value)}`,
        expected: words("no such field"),
        received: value,
        docs: response.docs,
        clause: `${code} ${response.description}: its schema names no ${dotted(at)}.`,
      });
    }
    return [...found.values()];
  },
};

function* unknown(exchange: Judged, value: unknown, at: string): Iterable<{ at: string; value: unknown }> {
  if (Array.isArray(value))
    for (const [index, item] of value.entries()) yield* unknown(exchange, item, `${at}/${index}`);
  if (!isObject(value)) return;
  const code = documentedStatus(exchange) ?? "";
  const response = exchange.operation.responses[code];
  for (const [name, member] of Object.entries(value)) {
    const below = `${at}/${escapeToken(name)}`;
    if (!response || describedAt(response.schema, response.docs, below, exchange.contract.schemas))
      yield* unknown(exchange, member, below);
    else yield { at: below, value: member };
  }
}
