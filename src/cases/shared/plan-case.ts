import { type Account, type Bound as BoundBody, bind } from "../../account/bind.ts";
import { caseTag } from "../../account/tag.ts";
import type { Operation } from "../../contract/contract.ts";
import { MAKES_NOTHING } from "../../contract/methods.ts";
import { makerOf } from "../../contract/precondition.ts";
import type { ParameterValues } from "../../contract/request-schema.ts";
import { removerOf } from "../../contract/resource.ts";
import type { Json } from "../../core/json.ts";
import { equal, isObject } from "../../core/json.ts";
import { seedOf } from "../../core/seed.ts";
import { faultyLocation, isSchemaFault } from "../../generation/fault.ts";
import type { OperationUnderTest } from "../../generation/operation-under-test.ts";
import { caseIdentity } from "../../http/case-origin.ts";
import type { Case, ResourceState, WireRequest } from "../../http/exchange.ts";
import { type Caller, writeRequest } from "../../http/write-request.ts";
import type { About, Draft, KindContext, Planned, Scenario } from "../kind.ts";
import { bodyAsWritten, whyUnwritten } from "./as-written.ts";
import { caseParameters } from "./case-parameters.ts";
import { untoldIds, untoldWords } from "./untold-ids.ts";

/** The parts of every request to an operation: account and headers. */
export interface Envelope extends Caller {
  readonly account: Account;
}

/** The result of binding a draft: a case, or the reason why there is none. */
export type Bound = Exclude<Planned, { readonly scenario: Scenario }>;

const NOT_IN_FORM = "a form cannot carry what it means";

/** Binds a draft to the account and writes the request out; the same draft and envelope give the same bytes. */
export function plan(
  kind: string,
  draft: Draft,
  context: KindContext,
  envelope: Envelope,
  about?: About,
): Bound {
  const { underTest } = context;
  const operation = about?.operation ?? underTest.operation;
  const identity = caseIdentity(kind, draft.name, draft.adapted?.nth);
  const seed = seedOf(underTest.seed, identity.id);
  const made = draft.body === undefined ? undefined : ofOperation(context, operation);
  const bound = made && boundBody(draft, made, envelope.account, seed);
  if (bound === NOT_IN_FORM) return { ...identity, skipped: NOT_IN_FORM };
  const { parameters, missing } = caseParameters(draft, operation, underTest, envelope.account);
  const skipped =
    about === undefined || bound
      ? whySkipped(bound, draft, made ?? underTest, envelope.account, missing)
      : undefined;
  if (skipped !== undefined) return { ...identity, skipped };
  const instance = { ...parameters, ...(bound ? { body: bound.body } : {}) };
  const request = changed(writeRequest(operation, instance, envelope, underTest.contract.schemas), draft);
  const unwritten = about === undefined ? whyUnwritten(draft, request, underTest) : undefined;
  if (unwritten !== undefined) return { ...identity, skipped: unwritten };
  const own = { ...identity, operation: operation.id, expect: draft.expect, seed };
  const resource = about?.resource ?? stateOf(draft);
  return {
    draft,
    case: {
      ...own,
      ...partsOf(draft, { parameters, bound, request }, operation === underTest.operation),
      ...(resource ? { resource } : {}),
    },
  };
}

/** The parts of a case that are its request, and what its draft says of it. */
function partsOf(
  draft: Draft,
  written: {
    readonly parameters: ParameterValues;
    readonly bound: BoundBody | undefined;
    readonly request: WireRequest;
  },
  isOfTested: boolean,
): Pick<Case, "parameters" | "body" | "request" | "fault" | "adapted"> {
  const { parameters, bound, request } = written;
  return {
    ...(isOfTested ? { parameters } : {}),
    ...(bound === undefined || draft.text !== undefined ? {} : { body: bound.body }),
    request,
    ...(draft.fault ? { fault: draft.fault } : {}),
    ...(draft.adapted ? { adapted: draft.adapted } : {}),
  };
}

/** All that is known of the operation that a body is for. */
function ofOperation({ underTest, related }: KindContext, operation: Operation): OperationUnderTest {
  return operation === underTest.operation ? underTest : (related?.(operation) ?? underTest);
}

/** The state of what a draft is about, where the draft must be accepted. */
const stateOf = ({ supplied, expect, method, target }: Draft): ResourceState | undefined =>
  expect === "accept" && method === undefined && target === undefined ? supplied?.resource : undefined;

function boundBody(
  draft: Draft,
  underTest: OperationUnderTest,
  account: Account,
  seed: number,
): BoundBody | typeof NOT_IN_FORM | undefined {
  const { body, fault } = draft;
  if (body === undefined) return undefined;
  const tagged = bind(body, underTest.marks, account, {
    tag: caseTag(account.tag, seed),
    keep: fault && faultyLocation(fault),
    mayRepeat: isSchemaFault(fault),
    meansTheSame: (before, after) => isSameFault(underTest, before, after),
  });
  const written = bodyAsWritten(draft, tagged.body, underTest);
  return written === undefined ? NOT_IN_FORM : { ...tagged, body: written };
}

/** The reason why a request cannot be sent; undefined where it can. */
function whySkipped(
  bound: BoundBody | undefined,
  { method }: Draft,
  { operation, contract, marks }: OperationUnderTest,
  { shared = false, mayLeave = false }: Account,
  ofParameters: readonly string[],
): string | undefined {
  const { tagged = false } = bound ?? {};
  const missing = [...new Set([...(bound?.missing ?? []), ...ofParameters])];
  if (missing.length > 0) return `needs more values in ${missing.join(" and ")} than are set`;
  const untold = shared ? untoldIds(operation, contract) : [];
  if (untold.length > 0) return untoldWords(untold);
  if (!shared || mayLeave || MAKES_NOTHING.has(method ?? operation.method)) return undefined;
  if (method === undefined && (operation.safe || makerOf(contract, operation) !== operation))
    return undefined;
  const isTaggable = marks.tagPointers().length > 0;
  if (isTaggable && !tagged && bound !== undefined && isObject(bound.body))
    return "no place of its body can carry the run's tag, and others use the account";
  return isTaggable || removerOf(contract, operation) !== undefined
    ? undefined
    : "what it makes can be neither tagged nor deleted, and others use the account: --leave sends it all the same";
}

/** True if two bodies are alike in being valid, and keep and break the same rules. */
function isSameFault(underTest: OperationUnderTest, before: Json, after: Json): boolean {
  const judged = (body: Json) => [
    underTest.validate(body).map(({ instancePath, keyword }) => [instancePath, keyword]),
    underTest.rules.map((rule) => [rule.isKept(body), rule.isBroken(body)]),
  ];
  return equal(judged(before), judged(after));
}

/** The request with everything that the draft has otherwise than an instance can say. */
function changed(request: WireRequest, { method, target, headers = {}, text }: Draft): WireRequest {
  const changedHeaders = { ...request.headers };
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) delete changedHeaders[name];
    else changedHeaders[name] = typeof value === "string" ? value : value(changedHeaders[name] ?? "");
  }
  return {
    ...request,
    method: method ?? request.method,
    path: target?.(request.path) ?? request.path,
    headers: changedHeaders,
    ...(text ? { body: text(request.body ?? "") } : {}),
  };
}
