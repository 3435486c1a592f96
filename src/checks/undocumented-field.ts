import type { Described } from "../body/described.ts";
import { dotted, escapeToken, isObject, typeOf } from "../json.ts";
import { type Check, describedAnswer, documentedStatus, type Violation } from "./check.ts";
import { words } from "./words.ts";

/** A field of the answer that the docs do not name: no fault, but worth knowing. */
export const undocumentedField: Check = {
  id: "undocumented-field",
  judge(exchange) {
    const code = documentedStatus(exchange);
    const response = code === undefined ? undefined : exchange.operation.responses[code];
    if (code === undefined || response?.schema === undefined || !isObject(exchange.json)) return undefined;
    const found = new Map<string, Violation>();
    for (const { at, value } of unknown(exchange.json, "", describedAnswer(exchange, code))) {
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

function* unknown(
  value: unknown,
  at: string,
  place: Described | undefined,
): Iterable<{ at: string; value: unknown }> {
  if (typeof value !== "object" || value === null) return;
  const isList = Array.isArray(value);
  for (const [name, member] of Object.entries(value)) {
    const below = `${at}/${escapeToken(name)}`;
    const found = isList ? place?.item() : place?.child(name);
    if (isList || found) yield* unknown(member, below, found);
    else yield { at: below, value: member };
  }
}
