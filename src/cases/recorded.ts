import type { BodySource } from "../body/base.ts";
import type { Json } from "../contract.ts";
import type { Case, RecordedExchange } from "../exchange.ts";
import { door } from "./door.ts";
import { expectationOf } from "./expectation.ts";

/**
 * A recorded request as a case: what it means to prove follows from today's contract, not from when it was recorded. Of a
 * door case it cannot: tokens are not recorded, so that a missing one looks like any other.
 */
export function recordedCase(recorded: RecordedExchange, source: BodySource): Case {
  const { request, operation, seed } = recorded;
  const kind = recorded.case.split("/")[0] ?? recorded.case;
  const base = { id: recorded.case, kind, operation, seed, request, source: recorded.provenance.source };
  const { method, path } = source.operation;
  const body = parsed(request.body);
  if (
    kind === door.id ||
    operation !== source.operation.id ||
    request.method !== method ||
    request.path !== path ||
    body === undefined
  ) {
    return { ...base, expect: "observe" };
  }
  const { expect, fault } = expectationOf(body, source);
  return { ...base, body, expect, ...(fault ? { fault } : {}) };
}

function parsed(text: string | undefined): Json | undefined {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as Json);
  } catch {
    return undefined;
  }
}
