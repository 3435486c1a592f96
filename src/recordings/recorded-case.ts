import { door } from "../cases/door.ts";
import { expectationOf } from "../cases/expectation.ts";
import type { Contract } from "../contract/contract.ts";
import { schemaAtLocation } from "../contract/schema-at-location.ts";
import type { Json } from "../core/json.ts";
import { parsed } from "../core/json.ts";
import type { BodySource } from "../generation/base-instance.ts";
import type { Case, Fault, Orphan, RecordedExchange } from "../http/exchange.ts";
import { misfitOf } from "./orphan.ts";

/**
 * A recorded request as a case, or as an orphan where it is none that today's contract would have sent for what it meant
 * to prove. What was recorded without its meaning is judged by what the contract says of its body.
 */
export function recordedCase(
  recorded: RecordedExchange,
  contract: Contract,
  source: BodySource,
): { readonly case: Case } | { readonly orphan: Orphan } {
  const { request, operation, seed } = recorded;
  const kind = recorded.case.split("/")[0] ?? recorded.case;
  const value = recorded.raw ? undefined : parsed(request.body ?? "");
  const isOwn = operation === source.operation.id;
  const reason = misfitOf(recorded, contract, source, kind, parsed(request.body ?? ""));
  if (reason !== undefined) return { orphan: { file: recorded.file, case: recorded.case, reason } };
  return {
    case: {
      id: recorded.case,
      kind,
      operation,
      seed,
      request,
      source: recorded.provenance.source,
      ...(isOwn && value !== undefined ? { body: value } : {}),
      ...meaningOf(recorded, contract, source, kind, isOwn ? value : undefined),
    },
  };
}

function meaningOf(
  recorded: RecordedExchange,
  contract: Contract,
  source: BodySource,
  kind: string,
  body: Json | undefined,
): Pick<Case, "expect" | "fault" | "resource"> {
  const { expect, fault, resource } = recorded;
  if (expect !== undefined)
    return {
      expect,
      ...(fault ? { fault: today(fault, recorded, contract, source) } : {}),
      ...(resource ? { resource } : {}),
    };
  // Tokens were not recorded then, so that a missing one looks like any other.
  return body === undefined || kind === door.id ? { expect: "observe" } : expectationOf(body, source);
}

/** The fault with the place in today's document. */
function today(
  fault: Fault,
  { provenance }: RecordedExchange,
  contract: Contract,
  source: BodySource,
): Fault {
  if (provenance.contract === contract.hash) return fault;
  const rule = source.rules.find(({ id }) => id === fault.rule);
  if (rule) return { ...fault, docs: rule.docs, expected: rule.sentence };
  const found =
    fault.at === "" ? undefined : schemaAtLocation(source.schema, source.docs, contract.schemas).at(fault.at);
  return found ? { ...fault, docs: found.docs } : fault;
}
