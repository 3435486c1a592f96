import type { Json } from "../../core/json.ts";
import { equal } from "../../core/json.ts";
import { type Fault, isGuardFault } from "../../generation/fault.ts";
import type { OperationUnderTest } from "../../generation/operation-under-test.ts";
import type { Expectation, WireRequest } from "../../http/exchange.ts";
import { isJson, readBody, writeBody } from "../../http/form-body.ts";
import { requestParameters } from "../../http/read-parameters.ts";

/** The parts of a draft that tell what it means. */
interface Meaning {
  readonly expect: Expectation;
  readonly fault?: Fault;
  readonly body?: Json;
  /** Present where its text is none of a value. */
  readonly text?: unknown;
}

/** Characters of a request line that every server takes (RFC 9110, section 4.1). */
const MOST_IN_LINE = 8000;

/**
 * The body of a draft as whoever reads it finds it: a form has texts alone, so that null and an empty list are left out of it.
 * Undefined where that is not what the draft is about: no valid body any more, or not the fault that was made.
 */
export function bodyAsWritten(draft: Meaning, body: Json, underTest: OperationUnderTest): Json | undefined {
  const { requestBody } = underTest.operation;
  if (requestBody === undefined || isJson(requestBody)) return body;
  if (draft.text !== undefined) return brokenAsWritten(draft, body);
  const { schemas } = underTest.contract;
  const { text, contentType } = writeBody(requestBody, body, schemas);
  const read = readBody(requestBody, { text, contentType }, schemas);
  if (draft.expect === "observe") return body;
  // A form of nothing is no body, which such a request may go without.
  if (draft.expect === "reject" && text === "" && !requestBody.required) return undefined;
  if (draft.expect === "reject" && !isGuardFault(draft.fault) && draft.fault?.kind !== "rule")
    return read === undefined || !underTest.accepts(read) ? body : undefined;
  if (read === undefined) return undefined;
  return equal(read, body) || underTest.isLawful(read) ? read : undefined;
}

/** A body whose text alone is broken; undefined where the text says something that a form cannot. */
const brokenAsWritten = ({ fault }: Meaning, body: Json): Json | undefined =>
  fault?.kind === "request" ? body : undefined;

/** The reason why a request does not say what its draft means; undefined where it does. */
export function whyUnwritten(
  { expect, fault, body }: Meaning,
  request: WireRequest,
  { documented, operation, contract }: OperationUnderTest,
): string | undefined {
  if (expect === "accept" && request.path.length > MOST_IN_LINE)
    return `its path and query are longer than ${MOST_IN_LINE} characters`;
  const isOfParameter =
    fault?.kind === "path" ||
    fault?.kind === "query" ||
    fault?.kind === "header" ||
    (fault?.kind === "several" && body === undefined);
  if (expect !== "reject" || !isOfParameter || documented.parameters === undefined) return undefined;
  const read = requestParameters(operation, request, contract.schemas);
  return documented.parameters.accepts(read)
    ? "what is wrong with its parameter cannot be written"
    : undefined;
}
