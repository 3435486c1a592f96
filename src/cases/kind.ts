import { type Account, type Bound as BoundBody, bind } from "../account/bind.ts";
import { caseTag } from "../account/tag.ts";
import type { Operation } from "../contract/contract.ts";
import { MAKES_NOTHING } from "../contract/methods.ts";
import type { LocationPattern } from "../contract/pointers.ts";
import { makerOf } from "../contract/precondition.ts";
import type { ParameterValues, RequestInstance } from "../contract/request-schema.ts";
import { removerOf } from "../contract/resource.ts";
import type { Json, JsonObject } from "../core/json.ts";
import { equal, isObject } from "../core/json.ts";
import { seedOf } from "../core/seed.ts";
import type { WithPauses } from "../core/slices.ts";
import { type Fault, faultyLocation, isSchemaFault } from "../generation/fault.ts";
import type { OperationUnderTest } from "../generation/operation-under-test.ts";
import type { Adaptation } from "../http/adaptation.ts";
import { type CaseIdentity, type CaseOrigin, caseIdentity } from "../http/case-origin.ts";
import type { Answer, Case, Expectation, ResourceState, WireRequest } from "../http/exchange.ts";
import { type Caller, writeRequest } from "../http/write-request.ts";
import { bodyAsWritten, whyUnwritten } from "./shared/as-written.ts";
import { caseParameters } from "./shared/case-parameters.ts";
import { untoldIds, untoldWords } from "./shared/untold-ids.ts";

/** Input of a kind: everything that its cases are made of. */
export interface KindContext {
  readonly underTest: OperationUnderTest;
  /** Number of levels that the covering rows combine; two unless given. */
  readonly strength?: 2 | 3;
  /** True where the user names the kinds of cases: what is hard on an endpoint is sent on request alone. */
  readonly isNamed?: boolean;
  /** The cases so far whose answers showed something new; grows during a run. */
  readonly interesting?: readonly CaseOrigin[];
  /** All that is known of another operation, whose requests come before those of the one under test. */
  readonly related?: (operation: Operation) => OperationUnderTest;
}

/** A part of the contract that a case is about: a rule or probe by its id, or a location of the body. */
export type DraftSubject = { readonly rule: string } | { readonly at: LocationPattern };

/** Values of parameters that another operation's creation gives, and what it has made. */
export interface Supplied {
  readonly path: JsonObject;
  readonly query: JsonObject;
  /** The state of what was made, for a request that must be accepted; absent where the request is about nothing that was made. */
  readonly resource?: ResourceState;
}

/** A case before it is bound to an account: a request instance, of which parameters that are not given are as simple as can be. */
export interface Draft extends Partial<RequestInstance> {
  /** Unique within its kind. */
  readonly name: string;
  readonly expect: Expectation;
  /** The exact text to send where it is not the body's: made from the text of the body as it is bound to the account. */
  readonly text?: (bound: string) => string;
  /** Headers beside the parameters that differ from the usual ones, or are made from them; undefined leaves one out. */
  readonly headers?: { readonly [name: string]: string | ((usual: string) => string) | undefined };
  readonly method?: string;
  /** The path and query to send to, where they are not those of the operation, made from what they would be. */
  readonly target?: (usual: string) => string;
  readonly fault?: Fault;
  /** Present where it takes the place of the draft that was planned. */
  readonly adapted?: Adaptation;
  /** The part of the contract that the case is about; absent where it is about no single part. */
  readonly about?: DraftSubject;
  /** The values of what another operation has made for it; absent where nothing has to be there before it. */
  readonly supplied?: Supplied;
  /** The share of its kind's coverage that this case adds, 0 to 1 (`PRIORITY`); a small budget goes to the highest. */
  readonly priority: number;
}

/** Several requests, each of which depends on the answers before it. */
export interface Scenario {
  readonly name: string;
  readonly priority: number;
  /** Number of requests that it sends, where none of its bodies is refused. */
  readonly requests: number;
  /** Number of resources that it makes, where none of its bodies is refused; one a request unless given. */
  readonly creates?: number;
  /** Number of requests more that it sends at most where bodies are refused; none unless given. */
  readonly again?: number;
  /** Sends its requests one after the other; `play` returns the answer, undefined where there is none. */
  run(play: (draft: Draft, about?: About) => Promise<Answer | undefined>): Promise<void>;
}

/** The operation that a scenario's request is of, where it is not the one under test. */
export interface About {
  readonly operation: Operation;
  readonly resource?: ResourceState;
}

/** One way of making cases, from the contract alone. */
export interface Kind {
  readonly id: string;
  /** The requests that it makes, in a few words for people. */
  readonly sends: string;
  /** Drafts, those of a higher priority first; may be endless. Where one takes long to make, there are pauses before it. */
  drafts(context: KindContext): WithPauses<Draft | Scenario>;
  /**
   * The draft or scenario behind a case's name, where it is not the draft of the same name or the kind is endless;
   * undefined where there is none.
   */
  named?(context: KindContext, name: string): Draft | Scenario | undefined;
}

/** The parts of every request to an operation: account and headers. */
export interface Envelope extends Caller {
  readonly account: Account;
}

/** A case that can be sent, or the reason why not. */
export type Planned =
  | { readonly case: Case; readonly draft?: Draft }
  | (CaseIdentity & { readonly skipped: string })
  | (CaseIdentity & { readonly scenario: Scenario });

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
