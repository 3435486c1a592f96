import type { Planned } from "../cases/kind.ts";
import { dotted, isObject } from "../core/json.ts";
import { cut, line } from "../core/output/sinks.ts";
import type { Case } from "../http/exchange.ts";

/** Characters of a list of fields in a title. */
const MOST_OF_FIELDS = 70;
/** Characters of the clause that a fault breaks. */
const MOST_OF_CLAUSE = 100;

/** A planned case in words that say what is tested, after its id: `covering/12: name, size, accepted and echoed`. */
export function caseTitle(planned: Planned): string {
  if (!("case" in planned)) return line(planned.id);
  const { id, source } = planned.case;
  // A recorded case may stand in several recordings.
  const from = source === undefined ? "" : ` (${source})`;
  return line(`${id}${from}: ${claimOf(planned.case)}`);
}

function claimOf({ expect, fault, body, request, resource }: Case): string {
  if (fault !== undefined) {
    const place = "at" in fault && fault.at !== "" ? dotted(fault.at) : "the request";
    return `${place} against "${cut(fault.expected, MOST_OF_CLAUSE)}", refused`;
  }
  if (resource !== undefined) return `${resource.step} what ${resource.exists ? "exists" : "is gone"}`;
  const what = isObject(body) ? fieldsOf(Object.keys(body)) : `${request.method} ${request.path}`;
  return `${what}, ${expect === "accept" ? "accepted and echoed" : expect === "reject" ? "refused" : "observed"}`;
}

function fieldsOf(names: readonly string[]): string {
  let text = "";
  for (const [index, name] of names.entries()) {
    const next = text === "" ? name : `${text}, ${name}`;
    if (index > 0 && next.length > MOST_OF_FIELDS) return `${text} and ${names.length - index} more`;
    text = next;
  }
  return text || "an empty body";
}
