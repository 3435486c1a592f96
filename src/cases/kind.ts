import type { Operation } from "../contract/contract.ts";
import type { LocationPattern } from "../contract/pointers.ts";
import type { RequestInstance } from "../contract/request-schema.ts";
import type { JsonObject } from "../core/json.ts";
import type { WithPauses } from "../core/slices.ts";
import type { Fault } from "../generation/fault.ts";
import type { OperationUnderTest } from "../generation/operation-under-test.ts";
import type { Adaptation } from "../http/adaptation.ts";
import type { CaseIdentity, CaseOrigin } from "../http/case-origin.ts";
import type { Answer, Case, Expectation, ResourceState } from "../http/exchange.ts";

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

/** A case that can be sent, or the reason why not. */
export type Planned =
  | { readonly case: Case; readonly draft?: Draft }
  | (CaseIdentity & { readonly skipped: string })
  | (CaseIdentity & { readonly scenario: Scenario });
