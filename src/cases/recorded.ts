import type { BodySource } from "../body/base.ts";
import type { Json } from "../contract.ts";
import type { Case, Expectation, Fault, RecordedExchange } from "../exchange.ts";
import { matches } from "../rules/matches.ts";

/** A recorded request as a case: what it means to prove follows from today's contract, not from when it was recorded. */
export function recordedCase(recorded: RecordedExchange, source: BodySource): Case {
  const { request, operation, seed } = recorded;
  const kind = recorded.case.split("/")[0] ?? recorded.case;
  const base = { id: recorded.case, kind, operation, seed, request };
  const { method, path } = source.operation;
  const body = parsed(request.body);
  if (
    operation !== source.operation.id ||
    request.method !== method ||
    request.path !== path ||
    body === undefined
  ) {
    return { ...base, expect: "observe" };
  }
  const { expect, fault } = expectation(body, source);
  return { ...base, body, expect, ...(fault ? { fault } : {}) };
}

function expectation(body: Json, source: BodySource): { expect: Expectation; fault?: Fault } {
  if (!source.isValid(body)) {
    const [error] = source.isValid.errors ?? [];
    const missing = error?.keyword === "required" ? `/${String(error.params.missingProperty)}` : "";
    const fault = {
      at: `${error?.instancePath ?? ""}${missing}`,
      keyword: error?.keyword ?? "schema",
      docs: source.docs,
      expected: error?.message ?? "valid",
    };
    return { expect: "reject", fault };
  }
  const broken = source.rules.find((rule) => matches(rule.breaks, body));
  if (broken)
    return {
      expect: "reject",
      fault: { at: "", keyword: broken.id, docs: broken.docs, expected: broken.sentence },
    };
  return { expect: "accept" };
}

function parsed(text: string | undefined): Json | undefined {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as Json);
  } catch {
    return undefined;
  }
}
