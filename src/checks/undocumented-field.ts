import { childPointer, type InstancePointer, patternOf, WHOLE } from "../contract/pointers.ts";
import type { SchemaAtLocation } from "../contract/schema-at-location.ts";
import { dotted, isObject, type JsonObject, typeOf } from "../core/json.ts";
import { type Check, describedAnswer, documentedStatus } from "./check.ts";
import { words } from "./violation/words.ts";

/** A field of the answer that the docs do not name: no fault, but worth knowing. */
export const undocumentedField: Check = {
  id: "undocumented-field",
  claim: "fields that the docs do not name are observed",
  judge(exchange) {
    const code = documentedStatus(exchange);
    const response = code === undefined ? undefined : exchange.operation.responses[code];
    if (code === undefined || response?.schema === undefined || !isObject(exchange.json)) return undefined;
    const unnamed: Unnamed[] = [];
    const described = describedAnswer(exchange, code);
    // What a list holds was observed where it was made and read; the docs of lists name few of its fields.
    if (exchange.case.resource?.step === "list") collectOutsideOfItems(exchange.json, described, unnamed);
    else collect(exchange.json, WHOLE, described, unnamed);
    return unnamed.map(({ at, value }) => ({
      severity: "observation",
      subject: { kind: "location", at: patternOf(at), status: code },
      at,
      title: `${dotted(at)} is not documented for ${code}; it is of type ${typeOf(value)}`,
      expected: words("no such field"),
      received: value,
      docs: response.docs,
      clause: `${code} ${response.description}: its schema names no ${dotted(at)}.`,
    }));
  },
  subjectsOf: (clause) =>
    clause.about === "absence" && clause.side === "response"
      ? [{ kind: "location", at: clause.at, status: clause.status }]
      : [],
};

interface Unnamed {
  readonly at: InstancePointer;
  readonly value: unknown;
}

/** The fields of a list's own answer that no schema names, those of its items left out. */
function collectOutsideOfItems(
  answer: JsonObject,
  described: SchemaAtLocation | undefined,
  found: Unnamed[],
): void {
  for (const [name, member] of Object.entries(answer))
    if (described?.child(name) === undefined) found.push({ at: childPointer(WHOLE, name), value: member });
}

/** The fields below a location that no schema names; fields below such a field are not looked at. */
function collect(
  value: unknown,
  at: InstancePointer,
  described: SchemaAtLocation | undefined,
  found: Unnamed[],
): void {
  if (Array.isArray(value))
    for (let index = 0; index < value.length; index++)
      collect(value[index], childPointer(at, index), described?.item(), found);
  else if (isObject(value))
    for (const [name, member] of Object.entries(value)) {
      const below = described?.child(name);
      if (below === undefined) found.push({ at: childPointer(at, name), value: member });
      else if (typeof member === "object") collect(member, childPointer(at, name), below, found);
    }
}
