import type { Violation } from "../checks/check.ts";
import type { Deviation } from "../findings/deviations.ts";
import type { Finding } from "../findings/finding.ts";
import type { CaseIdentity } from "../http/case-origin.ts";
import type { Answer, Case, Exchange } from "../http/exchange.ts";
import type { Judgement } from "./judge.ts";

/** Something was taken out of the plan: a case, or a scenario of several. Its other events follow, `played` last. */
export interface PlannedEvent extends CaseIdentity {
  readonly type: "planned";
}

/** A case is not sent. */
export interface SkippedEvent extends CaseIdentity {
  readonly type: "skipped";
  readonly reason: string;
}

/** A case was sent, and has an answer or a transport failure that is final: an answer that may be an intermediary's has been confirmed. */
export interface ExchangedEvent {
  readonly type: "exchanged";
  readonly exchange: Exchange;
  /** Number of requests that the run has sent by now, repeats included. */
  readonly sent: number;
}

/** Every check has judged an answer. */
export interface JudgedEvent {
  readonly type: "judged";
  readonly case: Case;
  readonly answer: Answer;
  readonly judgements: readonly Judgement[];
  /** True if the case was judged before, and is now by what a list has shown later. */
  readonly isAgain?: true;
}

/** An answer breaks a check; follows its `judged`, once for each violation. */
export interface FoundEvent {
  readonly type: "found";
  /** The finding as it stands now: its case may be an earlier one that shows more. */
  readonly finding: Finding;
}

/** A simpler body shows a finding too, and represents it from now on. */
export interface ShrunkEvent {
  readonly type: "shrunk";
  readonly fingerprint: string;
  /** The expired difference that covers the finding; absent where it is new. */
  readonly deviation?: Deviation;
  readonly violation: Violation;
  readonly case: Case;
  readonly answer: Answer;
  /** The start of shrinking, and the steps from there to the body of `case`. */
  readonly shrunk: NonNullable<Finding["shrunk"]>;
}

/** A planned case or scenario is finished, except for answers that are held back until the end of the run. */
export interface PlayedEvent extends CaseIdentity {
  readonly type: "played";
}

/** An operation turns out to be one that the run cannot judge, which goes on all the same. */
export interface UnjudgedEvent {
  readonly type: "unjudged";
  readonly operation: string;
  /** Operation and scope, and the endpoint's own words. */
  readonly reason: string;
}

/** The resources of the run are deleted. */
export interface CleanedUpEvent {
  readonly type: "cleaned-up";
  /** Number of requests that clean-up took; they do not count against the run's ceiling. */
  readonly sent: number;
  /** Ids that could not be deleted. */
  readonly left: readonly string[];
  /** Number of requests that may have created something of which nothing is known. */
  readonly unknown: number;
  /** Number of things that the run has created, those that it has deleted since included. */
  readonly made: number;
}

/** The last event of a run. */
export interface EndedEvent {
  readonly type: "ended";
  /** The reason why the run ended before its plan did, or why its answers say nothing; absent where neither is so. */
  readonly reason?: string;
  /** Number of requests sent, clean-up excepted, and of the repeats among them. */
  readonly sent: number;
  readonly retried: number;
}

/** The events of a run, in order, as plain data. */
export type RunEvent =
  | PlannedEvent
  | SkippedEvent
  | ExchangedEvent
  | JudgedEvent
  | FoundEvent
  | PlayedEvent
  | ShrunkEvent
  | UnjudgedEvent
  | CleanedUpEvent
  | EndedEvent;
