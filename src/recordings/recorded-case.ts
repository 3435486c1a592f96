import { door } from "../cases/door.ts";
import { expectationOf } from "../cases/shared/expectation.ts";
import type { Json } from "../core/json.ts";
import { parsed } from "../core/json.ts";
import { type Fault, faultyLocation } from "../generation/fault.ts";
import type { OperationUnderTest } from "../generation/operation-under-test.ts";
import { originOf } from "../http/case-origin.ts";
import type { Case, Orphan, RecordedExchange } from "../http/exchange.ts";
import { requestParameters } from "../http/read-parameters.ts";
import { mismatchOf } from "./mismatch.ts";

/**
 * A recorded request as a case, or as an orphan where today's contract would not send it for its claim. A recording
 * without its claim is judged by the contract's verdict on its body.
 */
export function recordedCase(
  recorded: RecordedExchange,
  underTest: OperationUnderTest,
): { readonly case: Case } | { readonly orphan: Orphan } {
  const { request, operation, seed } = recorded;
  const origin = originOf(recorded.case);
  const value = recorded.raw ? undefined : parsed(request.body ?? "");
  const isOwn = operation === underTest.operation.id;
  const reason = mismatchOf(recorded, underTest, origin.kind, parsed(request.body ?? ""));
  if (reason !== undefined) return { orphan: { file: recorded.file, case: recorded.case, reason } };
  return {
    case: {
      id: recorded.case,
      origin,
      operation,
      seed,
      request,
      source: recorded.provenance.source,
      ...(isOwn
        ? { parameters: requestParameters(underTest.operation, request, underTest.contract.schemas) }
        : {}),
      ...(isOwn && value !== undefined ? { body: value } : {}),
      ...meaningOf(recorded, underTest, origin.kind, isOwn ? value : undefined),
    },
  };
}

function meaningOf(
  recorded: RecordedExchange,
  underTest: OperationUnderTest,
  kind: string,
  body: Json | undefined,
): Pick<Case, "expect" | "fault" | "resource"> {
  const { expect, fault, resource } = recorded;
  if (expect !== undefined)
    return {
      expect,
      ...(fault ? { fault: today(fault, recorded, underTest) } : {}),
      ...(resource ? { resource } : {}),
    };
  // Old recordings have no tokens, so that a missing one looks like any other.
  return body === undefined || kind === door.id ? { expect: "observe" } : expectationOf(body, underTest);
}

/** The fault with its location in today's document. */
function today(fault: Fault, { provenance }: RecordedExchange, underTest: OperationUnderTest): Fault {
  if (provenance.contract === underTest.contract.hash) return fault;
  const rule = fault.kind === "rule" ? underTest.rules.find(({ id }) => id === fault.rule) : undefined;
  if (rule) return { ...fault, docs: rule.docs, expected: rule.sentence };
  const at = faultyLocation(fault);
  const found = at === "" ? undefined : underTest.documented.requestSchema?.at(at);
  return found ? { ...fault, docs: found.docs } : fault;
}
