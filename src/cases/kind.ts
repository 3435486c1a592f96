import { type Account, bind } from "../account/bind.ts";
import { caseTag } from "../account/tag.ts";
import type { Operation } from "../contract/contract.ts";
import { listedTexts, parametersIn } from "../contract/parameters.ts";
import type { LocationPattern } from "../contract/pointers.ts";
import type { Json } from "../core/json.ts";
import { equal, isObject, jsonText } from "../core/json.ts";
import { seedOf } from "../core/seed.ts";
import { type Fault, faultyLocation } from "../generation/fault.ts";
import type { OperationUnderTest } from "../generation/operation-under-test.ts";
import { type CaseIdentity, type CaseOrigin, caseIdentity } from "../http/case-origin.ts";
import type { Answer, Case, Expectation, ResourceState } from "../http/exchange.ts";

/** Input of a kind: everything that its cases are made of. */
export interface KindContext {
  readonly underTest: OperationUnderTest;
  /** Number of levels that the covering rows combine; two unless given. */
  readonly strength?: 2 | 3;
  /** The cases so far whose answers showed something new; grows during a run. */
  readonly interesting?: readonly CaseOrigin[];
}

/** A part of the contract that a case is about: a rule or probe by its id, or a location of the body. */
export type DraftSubject = { readonly rule: string } | { readonly at: LocationPattern };

/** A case before it is bound to an account. */
export interface Draft {
  /** Unique within its kind. */
  readonly name: string;
  readonly expect: Expectation;
  readonly body?: Json;
  /** The exact text to send where it is not the body's: made from the text of the body as it is bound to the account. */
  readonly text?: (bound: string) => string;
  /** Headers that differ from the usual ones; undefined leaves one out. */
  readonly headers?: { readonly [name: string]: string | undefined };
  readonly method?: string;
  readonly path?: string;
  readonly fault?: Fault;
  /** The part of the contract that the case is about; absent where it is about no single part. */
  readonly about?: DraftSubject;
  /** The share of its kind's coverage that this case adds, 0 to 1 (`PRIORITY`); a small budget goes to the highest. */
  readonly priority: number;
}

/** Several requests, each of which depends on the answers before it. */
export interface Scenario {
  readonly name: string;
  readonly priority: number;
  /** Number of requests that it sends at most. */
  readonly requests: number;
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
  /** Drafts, those of a higher priority first; may be endless. */
  drafts(context: KindContext): Iterable<Draft | Scenario>;
  /**
   * The draft or scenario behind a case's name, where it is not the draft of the same name or the kind is endless;
   * undefined where there is none.
   */
  named?(context: KindContext, name: string): Draft | Scenario | undefined;
}

/** The parts of every request to an operation: account and headers. */
export interface Envelope {
  readonly account: Account;
  readonly token: string;
  readonly userAgent: string;
}

/** A case that can be sent, or the reason why not. */
export type Planned =
  | { readonly case: Case; readonly draft?: Draft }
  | (CaseIdentity & { readonly skipped: string })
  | (CaseIdentity & { readonly scenario: Scenario });

/** The result of binding a draft: a case, or the reason why there is none. */
export type Bound = Exclude<Planned, { readonly scenario: Scenario }>;

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
  const identity = caseIdentity(kind, draft.name);
  const seed = seedOf(underTest.seed, identity.id);
  const bound =
    draft.body === undefined
      ? undefined
      : bind(draft.body, underTest.marks, envelope.account, {
          tag: caseTag(envelope.account.tag, seed),
          keep: draft.fault && faultyLocation(draft.fault),
          meansTheSame: (before, after) => isSameFault(underTest, before, after),
        });
  if (bound && bound.missing.length > 0) {
    return { ...identity, skipped: `needs more values in ${bound.missing.join(" and ")} than are set` };
  }
  if (bound && !bound.tagged && isObject(bound.body) && envelope.account.shared)
    return {
      ...identity,
      skipped: "no place of its body can carry the run's tag, and others use the account",
    };
  const plain = bound === undefined ? undefined : jsonText(bound.body);
  const text = draft.text?.(plain ?? "") ?? plain;
  const headers = headersOf(operation, envelope, text !== undefined, draft.headers);
  return {
    draft,
    case: {
      ...identity,
      operation: operation.id,
      expect: draft.expect,
      seed,
      ...(bound === undefined || draft.text !== undefined ? {} : { body: bound.body }),
      request: {
        method: draft.method ?? operation.method,
        path: draft.path ?? operation.path,
        headers,
        ...(text === undefined ? {} : { body: text }),
      },
      ...(draft.fault ? { fault: draft.fault } : {}),
      ...(about?.resource ? { resource: about.resource } : {}),
    },
  };
}

/** True if two bodies are alike in being valid, and keep and break the same rules. */
function isSameFault(underTest: OperationUnderTest, before: Json, after: Json): boolean {
  const judged = (body: Json) => [
    underTest.validate(body).map(({ instancePath, keyword }) => [instancePath, keyword]),
    underTest.rules.map((rule) => [rule.isKept(body), rule.isBroken(body)]),
  ];
  return equal(judged(before), judged(after));
}

function headersOf(
  operation: Operation,
  envelope: Envelope,
  hasBody: boolean,
  changes: Draft["headers"],
): { [name: string]: string } {
  const headers = standardHeaders(operation, envelope);
  const mediaType = operation.requestBody?.mediaType;
  if (hasBody && mediaType !== undefined) headers["content-type"] = mediaType;
  for (const [name, value] of Object.entries(changes ?? {})) {
    if (value === undefined) delete headers[name];
    else headers[name] = value;
  }
  return headers;
}

/** The headers that every request to an operation carries: accept, user agent, token and required parameters. */
export function standardHeaders(
  operation: Operation,
  envelope: Omit<Envelope, "account">,
): { [name: string]: string } {
  const headers: { [name: string]: string } = {
    accept: "application/json",
    "user-agent": envelope.userAgent,
  };
  if (operation.security) headers.authorization = `${operation.security.scheme} ${envelope.token}`;
  for (const header of parametersIn(operation, "header")) {
    const [value] = listedTexts(header);
    if (header.required && value !== undefined) headers[header.name.toLowerCase()] = value;
  }
  return headers;
}
