import type { Violation } from "../checks/check.ts";
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

/** A case was sent, and has an answer or a transport failure that is final: whatever was doubtful has been asked for again. */
export interface ExchangedEvent {
  readonly type: "exchanged";
  readonly exchange: Exchange;
  /** How many requests the run has sent by now, repeated ones included. */
  readonly sent: number;
}

/** Every check has judged an answer. */
export interface JudgedEvent {
  readonly type: "judged";
  readonly case: Case;
  readonly answer: Answer;
  readonly judgements: readonly Judgement[];
}

/** An answer breaks a check; follows its `judged`, once for each violation. */
export interface FoundEvent {
  readonly type: "found";
  /** The finding as it stands now: its case may be an earlier one that tells more. */
  readonly finding: Finding;
}

/** A simpler body shows a finding too, and stands for it from now on. */
export interface ShrunkEvent {
  readonly type: "shrunk";
  readonly fingerprint: string;
  readonly violation: Violation;
  readonly case: Case;
  readonly answer: Answer;
  /** Where shrinking began, and how it came from there to the body of `case`. */
  readonly shrunk: NonNullable<Finding["shrunk"]>;
}

/** Nothing more will be told of what was planned, except for answers that are held back until the end of the run. */
export interface PlayedEvent extends CaseIdentity {
  readonly type: "played";
}

/** What the run made is deleted. */
export interface CleanedUpEvent {
  readonly type: "cleaned-up";
  /** How many requests that took; they are outside of the run's ceiling. */
  readonly sent: number;
  /** Ids that could not be deleted. */
  readonly left: readonly string[];
  /** How many requests may have made something of which nothing is known. */
  readonly unknown: number;
}

/** The last event of a run. */
export interface EndedEvent {
  readonly type: "ended";
  /** Why the run ended before its plan did, or its answers say nothing; absent where neither is so. */
  readonly reason?: string;
  /** How many requests were sent, clean-up excepted, and how many of them were repeats. */
  readonly sent: number;
  readonly retried: number;
}

/** What happens in a run, in order, as plain data. */
export type RunEvent =
  | PlannedEvent
  | SkippedEvent
  | ExchangedEvent
  | JudgedEvent
  | FoundEvent
  | PlayedEvent
  | ShrunkEvent
  | CleanedUpEvent
  | EndedEvent;
