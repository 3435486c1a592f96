import { isBrokenOnlyAt } from "../cases/invalid.ts";
import type { Draft } from "../cases/kind.ts";
import { type InstancePointer, WHOLE } from "../contract/pointers.ts";
import type { RequestInstance } from "../contract/request-schema.ts";
import { faultyLocation, isGuardFault } from "../generation/fault.ts";
import type { OperationUnderTest } from "../generation/operation-under-test.ts";

/** The request of a draft, with the parameters of every request where it names none. */
export function requestOf({ baseParameters }: OperationUnderTest, draft: Draft): RequestInstance {
  const { path = baseParameters.path, query = baseParameters.query, header = baseParameters.header } = draft;
  return { path, query, header, ...(draft.body === undefined ? {} : { body: draft.body }) };
}

/** The location of a draft's fault; the whole where it has none. */
export const locationOf = ({ fault }: Draft): InstancePointer =>
  fault === undefined ? WHOLE : faultyLocation(fault);

/**
 * True if a request is valid where the draft's is, else if its body is broken at the same location alone, or by the same
 * rule alone.
 */
export function meansTheSame(underTest: OperationUnderTest, draft: Draft, request: RequestInstance): boolean {
  const { expect, fault } = draft;
  const { body } = request;
  if (expect === "accept") return underTest.requests.isLawful(request);
  // A missing guard is no fault of the body.
  if (isGuardFault(fault) || body === undefined) return false;
  if (fault?.kind === "rule") {
    const broken = underTest.rules.filter((rule) => rule.isBroken(body)).map(({ id }) => id);
    return underTest.accepts(body) && broken.length === 1 && broken[0] === fault.rule;
  }
  const at = locationOf(draft);
  if (at !== "") return isBrokenOnlyAt(underTest, body, at);
  return (
    underTest.accepts(body) === (expect === "observe") &&
    !underTest.rules.some((rule) => rule.isBrokenByType(body))
  );
}
